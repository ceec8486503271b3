package policy

import (
	"errors"
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
