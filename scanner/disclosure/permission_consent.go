package disclosure

import "github.com/candor-scan/candor/scanner/policy"

func permissionConsent() Rule {
	return Rule{
		ID: "permission/consent", Severity: Warning, Since: "0.1.0",
		Title: Text{EN: "The document does not say that a permission is used only with consent",
			ZH: "隐私政策未说明权限在征得同意后使用"},
		Why: Text{EN: "The document is the place to say that the app asks first, and that the answer counts.",
			ZH: "隐私政策应说明应用会事先询问，并尊重用户的选择。"},
		LooksAt: join(Text{EN: "Groups the app asks for and the document names, where the user is asked in a dialog or in the settings. A sentence about all permissions counts for each it covers.",
			ZH: "应用申请且隐私政策已说明、并由用户在弹窗或设置中授权的类别。对全部权限统一作出的说明，对其涵盖的每项权限都有效。"}, statedUnplaced),
		Remedy: Text{EN: "Say that the permission is asked for before it is used, and used only where it is granted.",
			ZH: "写明使用前会申请该权限，且仅在获得授权后使用。"},
		Before:  "“We use the microphone for voice messages.”",
		After:   "“We use the microphone for voice messages, after asking and only where you agree.”",
		Cites:   []string{"TAF067-4.3b", "PIPL-29", "IDENTIFY-2019-3", "MIIT-2023-26c"},
		silence: true,
		check:   checkPermissionConsent,
	}
}

func checkPermissionConsent(x *facts) []Finding {
	var out []Finding
	for _, g := range x.groups {
		if !g.named() || !g.asked || g.policy.Consent.State == policy.Stated {
			continue
		}
		name := groupName(g.id)
		again := x.rereadElement(g, "consent")
		out = append(out, again.weigh(Finding{
			Subject: g.subject(),
			Message: join(g.asks(), again.states(say("The document names the “%s” permission and does not say that it is used with consent.", "隐私政策说明了“%s”权限，但未说明在征得同意后使用。", name), g.isNamed())),
			Remedy: say("Say that the app asks for the “%s” permission before it uses it, and uses it only where it is granted.",
				"写明应用在使用前申请“%s”权限，且仅在获得授权后使用。", name),
			Evidence: g.seen(),
			Quotes:   appendQuotes(g.policy.Named.Quotes, g.policy.Consent.Quotes...),
		}))
	}
	return out
}
