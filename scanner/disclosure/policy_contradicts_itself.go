package disclosure

import "github.com/candor-scan/candor/scanner/privacy"

func policyContradictsItself() Rule {
	return Rule{
		ID: "policy/contradicts-itself", Severity: Warning, Since: "0.1.0",
		Title: Text{EN: "Two statements of the document exclude each other",
			ZH: "隐私政策中的两处说明相互矛盾"},
		Why: Text{EN: "Of two statements that exclude each other one is wrong, and nobody can tell which.",
			ZH: "两处相互矛盾的说明必有一处不实，而用户无从分辨。"},
		LooksAt: Text{EN: "Pairs of statements about one thing, for instance that data stays in the country and that it may be processed abroad, or that an item is collected and that it is not. A person must decide.",
			ZH: "关于同一事项的成对说明，例如既称信息存储在境内、又称可能在境外处理，或既称收集又称不收集某信息。须由人判断。"},
		Remedy: Text{EN: "Keep the statement that is true, or say for which case each of them holds.",
			ZH: "保留属实的说明，或写明各自适用的情形。"},
		Before: "“All data is stored in the country.” … “We may process your data in other countries.”",
		After:  "“Data of users in China is stored in China. Data of other users may be processed in the EU.”",
		Cites:  []string{"PIPL-17b", "35273-5.5a3", "PIPL-39", "GDPR-13-1"},
		check:  checkPolicyContradictsItself,
	}
}

func checkPolicyContradictsItself(x *facts) []Finding {
	var out []Finding
	for _, c := range x.Policy.Conflicts {
		out = append(out, Finding{
			State: Review, Subject: document(),
			Message: say("The document makes two statements about %s that seem to exclude each other.", "隐私政策关于%s的两处说明似乎相互矛盾。", x.topic(c.About)),
			Quotes:  c.Quotes, key: quoteKey(c.Quotes),
		})
	}
	return out
}

// topic names what two statements are about: a document element, a disclosure
// group, an item or an SDK.
func (x *facts) topic(about string) Text {
	for _, kind := range []string{nameElement, nameGroup} {
		if t, ok := tables().names[[2]string{kind, about}]; ok {
			return t
		}
	}
	if _, ok := privacy.LookupItem(privacy.Item(about)); ok {
		return itemName(privacy.Item(about))
	}
	return same(x.sdkName(about))
}
