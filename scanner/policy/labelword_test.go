package policy

import "testing"

// TestLabelWords holds that Latin words in a label count as words, and Chinese
// ones wherever they stand.
func TestLabelWords(t *testing.T) {
	for _, tt := range []struct{ label, want string }{
		{"Controller", ""}, // holds "role"
		{"Budgets", ""},    // "gets"
		{"Shown to you", ""},
		{"Whole address", ""}, // "who"
		{"Role in the app", fieldPurpose},
		{"What it gets", fieldScope},
		{"How it is built in", fieldMethod},
		{"Who runs it", fieldInstitution},
		{"Data processor", fieldScope},
		{"Third-party tools", fieldName},
		{"Libraries", fieldName},
		{"privacyPolicy", fieldPrivacyURL},
		{"Expires after", fieldOther},
		{"由谁开发", fieldInstitution},
		{"它用来做什么", fieldPurpose},
	} {
		t.Run(tt.label, func(t *testing.T) {
			if got := headOf(tt.label); got != tt.want {
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
			if got := columnOf(tt.label); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	t.Run("company_of_a_table", func(t *testing.T) {
		text := "# Privacy policy\n\n| SDK | Controller | Shown data |\n|---|---|---|\n| JPush | Acme Ltd. | IMEI, MAC address |\n| Bugly | Beta Inc. | Device model |\n"
		p, err := Read([]Source{{"case.md", []byte(text)}}, someNames, DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		checkFacts(t, facts(p), []string{"sdk jpush institution", "sdk jpush imei,mac_address"}, []string{"sdk jpush purpose", "sdk jpush method"})
	})
}
