package disclosure

import "github.com/candor-scan/candor/scanner/policy"

func permissionRefusal() Rule {
	return Rule{
		ID: "permission/refusal", Severity: Warning, Since: "0.1.0",
		Title: Text{EN: "The document does not say what happens when a permission is refused",
			ZH: "隐私政策未说明拒绝授权的后果"},
		Why: Text{EN: "Whoever does not know what stays possible cannot refuse freely.",
			ZH: "不知道拒绝后还能用什么，就谈不上自由选择。"},
		LooksAt: join(Text{EN: "Groups the app asks for and the document names, where the user is asked in a dialog or in the settings. The consequence counts where it stands with the permission, or once for all permissions it covers. How to switch something off is not what happens then.",
			ZH: "应用申请且隐私政策已说明、并由用户在弹窗或设置中授权的类别。后果可写在该权限处，也可统一写一次。只写如何关闭，不算写明关闭的后果。"}, statedUnplaced),
		Remedy: Text{EN: "Say what does not work without the permission and what still does.",
			ZH: "写明没有该权限时哪些功能不可用、哪些仍可使用。"},
		Before:  "“You can turn off GPS.”",
		After:   "“If you refuse the location permission, you can enter the address of the station by hand.”",
		Cites:   []string{"35273-5.5a6", "42574-refuse", "TAF068-6c", "PG20204A-3.2e", "PIPL-16", "GDPR-13-2e"},
		silence: true,
		check:   checkPermissionRefusal,
	}
}

func checkPermissionRefusal(x *facts) []Finding {
	var out []Finding
	for _, g := range x.groups {
		if !g.named() || !g.asked || g.policy.Refusal.State == policy.Stated {
			continue
		}
		name := groupName(g.id)
		again := x.rereadElement(g, "refusal")
		out = append(out, again.weigh(Finding{
			Subject: g.subject(),
			Message: join(g.asks(), again.states(say("The document names the “%s” permission and does not say what happens when it is refused.", "隐私政策说明了“%s”权限，但未说明拒绝后的影响。", name), g.isNamed())),
			Remedy: say("Say what does not work without the “%s” permission and what still does.",
				"写明拒绝“%s”权限后哪些功能不可用、哪些仍可使用。", name),
			Evidence: g.seen(),
			Quotes:   appendQuotes(g.policy.Named.Quotes, g.policy.Refusal.Quotes...),
		}))
	}
	return out
}
