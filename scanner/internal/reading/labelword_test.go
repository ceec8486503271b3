package reading

import (
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
	"github.com/candor-scan/candor/scanner/internal/reading/sentence"
	"github.com/candor-scan/candor/scanner/internal/reading/words"
)

// TestLabelWords holds that Latin words in a label count as words, and Chinese
// ones wherever they stand.
func TestLabelWords(t *testing.T) {
	for _, tt := range []struct{ label, want string }{
		{"Controller", ""}, // holds "role"
		{"Budgets", ""},    // "gets"
		{"Shown to you", ""},
		{"Whole address", ""}, // "who"
		{"Role in the app", words.FieldPurpose},
		{"What it gets", words.FieldScope},
		{"How it is built in", words.FieldMethod},
		{"Who runs it", words.FieldInstitution},
		{"Data processor", words.FieldScope},
		{"Third-party tools", words.FieldName},
		{"Libraries", words.FieldName},
		{"privacyPolicy", words.FieldPrivacyURL},
		{"Expires after", words.FieldOther},
		{"由谁开发", words.FieldInstitution},
		{"它用来做什么", words.FieldPurpose},
	} {
		t.Run(tt.label, func(t *testing.T) {
			if got := sentence.HeadOf(tt.label); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	for _, tt := range []struct{ label, want string }{
		{"If you don't agree", "refusal"},
		{"Refusal", "refusal"},
		{"Can it be switched off", "closable"},
		{"Scanning", ""}, // "can i"
		{"Side effects of a refusal", "refusal"},
		{"Basket", ""}, // "ask"
		{"How we ask", "consent"},
		{"Android permissions", "group"},
		{"不给会怎样", "refusal"},
	} {
		t.Run(tt.label, func(t *testing.T) {
			if got := sentence.ColumnOf(tt.label); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	t.Run("company_of_a_table", func(t *testing.T) {
		text := "# Privacy policy\n\n| SDK | Controller | Shown data |\n|---|---|---|\n| JPush | Acme Ltd. | IMEI, MAC address |\n| Bugly | Beta Inc. | Device model |\n"
		p, err := Read([]document.Source{{Path: "case.md", Data: []byte(text)}}, someNames, document.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		checkFacts(t, facts(p), []string{"sdk jpush institution", "sdk jpush imei,mac_address"}, []string{"sdk jpush purpose", "sdk jpush method"})
	})
}
