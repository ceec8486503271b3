package disclosure

func policyLanguagesDisagree() Rule {
	return Rule{
		ID: "policy/languages-disagree", Severity: Warning, Since: "0.1.0",
		Title: Text{EN: "The two language versions of a statement differ",
			ZH: "同一说明的两种语言版本不一致"},
		Why: Text{EN: "Readers of one language are told something else than readers of the other.",
			ZH: "不同语言的读者得到的说明不同。"},
		LooksAt: Text{EN: "Statements that stand in both languages: the items they name, whether they affirm or deny, numbers and periods.",
			ZH: "以两种语言写出的说明：所列信息、肯定或否定、数字与期限。"},
		Remedy: Text{EN: "Bring both versions to the same content.",
			ZH: "使两种语言版本内容一致。"},
		Before: "“我们收集您的位置信息。” beside “We do not collect your location.”",
		After:  "“我们收集您的位置信息。” beside “We collect your location.”",
		Cites:  []string{"PIPL-17b", "35273-5.5a2", "GDPR-13-1"},
		check:  checkPolicyLanguagesDisagree,
	}
}

func checkPolicyLanguagesDisagree(x *facts) []Finding {
	var out []Finding
	for _, p := range x.Policy.Pairs {
		out = append(out, Finding{
			Subject: document(),
			Message: say("The two language versions of what the document says of %s differ.", "隐私政策关于%s的两种语言版本不一致。", x.topic(p.About)),
			Quotes:  p.Quotes, key: quoteKey(p.Quotes),
		})
	}
	return out
}
