package policy

import (
	"errors"
	"strings"
	"testing"
)

// TestLoginPages tells a page that asks to log in from a short text that only
// speaks of logging in.
func TestLoginPages(t *testing.T) {
	tests := []struct {
		name, text string
		login      bool
	}{
		{"code_used_to_log_in", "短信验证码用于登录。", false},
		{"code_used_to_log_in_en", "The verification code we send is used to log in. Your password is used to sign in.", false},
		{"form", "登录\n\n密码\n\n忘记密码\n", true},
		{"form_en", "Sign in\n\nPassword\n\nForgot password?\n", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read([]Source{{"page.txt", []byte(tt.text)}}, someNames, DefaultLimits())
			var e *Error
			if got := errors.As(err, &e) && e.Reason == NeedsLogin; got != tt.login {
				t.Errorf("asks to log in: %v, want %v (%v)", got, tt.login, err)
			}
		})
	}
}

// TestTitleOfThePage: a page whose title alone says that it is about privacy is
// a policy where its text says what is collected, and else is none.
func TestTitleOfThePage(t *testing.T) {
	filler := strings.Repeat("<p>Our tunnel leads your traffic past whoever listens on the way, and what leaves it carries our address.</p>\n", 20)
	const says = "<p>We only record your list of installed apps to answer complaints.</p>\n"
	tests := []struct {
		name, title, text string
		policy            bool
	}{
		{"title and statement", "Privacy notice of our tunnel", says, true},
		{"statement alone", "About our tunnel", says, false},
		{"title alone", "Privacy notice of our tunnel", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := "<html><head><title>" + tt.title + "</title></head><body>" + filler + tt.text + "</body></html>"
			_, err := Read([]Source{{"page.html", []byte(page)}}, someNames, DefaultLimits())
			var e *Error
			if refused := errors.As(err, &e) && e.Reason == NotPolicy; refused == tt.policy || err != nil && !refused {
				t.Errorf("is a policy: %v (%v)", tt.policy, err)
			}
		})
	}
}
