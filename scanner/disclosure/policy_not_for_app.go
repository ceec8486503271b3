package disclosure

func policyNotForApp() Rule {
	return Rule{
		ID: "policy/not-for-app", Severity: Error, Since: "0.1.0",
		Title: Text{EN: "The document is about a website or another product, not about the app",
			ZH: "隐私政策针对网站或其他产品，而非该应用"},
		Why: Text{EN: "A document for a website cannot say what an app on the phone does.",
			ZH: "针对网站的隐私政策无法说明手机应用的行为。"},
		LooksAt: Text{EN: "What the document says it applies to. Where it speaks of a website and also of products or services in general, a person must decide. All other rules are checked all the same.",
			ZH: "隐私政策对适用范围的说明。既称适用于网站、又泛称产品或服务的，须由人判断。其他规则照常检查。"},
		Remedy: Text{EN: "Say that the document applies to the app, by name or package, and describe what the app does; or link the app's own document.",
			ZH: "写明隐私政策适用于该应用（名称或包名）并说明其行为，或链接该应用自己的隐私政策。"},
		Before: "“This privacy policy applies to www.example.com.”",
		After:  "“This privacy policy applies to the Example app for Android and to www.example.com.”",
		Cites:  []string{"GPLAY-PP", "35273-5.5a2", "GDPR-13-1"},
		check:  checkPolicyNotForApp,
	}
}

func checkPolicyNotForApp(x *facts) []Finding {
	c := x.Policy.Covers
	excluded := c.App != nil && !*c.App
	siteOnly := c.App == nil && c.Website != nil && *c.Website
	if !excluded && !siteOnly {
		return nil
	}
	f := Finding{
		State:   state(c.General || !excluded),
		Subject: document(),
		Message: say("The document says that it applies to something other than the app.", "隐私政策称其适用对象并非该应用。"),
		Quotes:  c.Quotes,
		// One document speaks of its scope once: its words may change, the
		// finding stays.
		key: "",
	}
	if f.State == Review {
		f.Message = say("The document speaks of a website; whether it is meant for the app too is for a person to judge.", "隐私政策针对网站；是否也适用于该应用，须由人判断。")
	}
	return []Finding{f}
}

func document() Subject { return Subject{Kind: SubjectPolicy, ID: "document", Name: "document"} }
