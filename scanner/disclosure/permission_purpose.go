package disclosure

import "github.com/candor-scan/candor/scanner/policy"

func permissionPurpose() Rule {
	return Rule{
		ID: "permission/purpose", Severity: Warning, Since: "0.1.0",
		Title: Text{EN: "A permission is named without saying what it is for",
			ZH: "说明了权限，但未说明用途"},
		Why: Text{EN: "Without a purpose nobody can judge whether a request is fair. “To provide services” says nothing one could check.",
			ZH: "没有用途，用户无从判断申请是否合理；“为您提供服务”无法核对。"},
		LooksAt: join(Text{EN: "Groups the app asks for and the document names. A purpose that only speaks of services or improvement in general is vague and gives a note.",
			ZH: "应用申请且隐私政策已说明的类别。仅泛称提供服务或改进体验的用途视为含糊，给出提示。"}, statedUnplaced),
		Remedy: Text{EN: "Name the function of the app that needs the permission.",
			ZH: "写明需要该权限的具体功能。"},
		Before:  "“We may record the location of your device in order to provide services.”",
		After:   "“We read your location to put the station on the map when you add it.”",
		Cites:   []string{"TAF067-4.3b", "35273-5.5a2", "PIPL-17b", "PG20204A-4.1a", "GDPR-13-1"},
		silence: true,
		check:   checkPermissionPurpose,
	}
}

func checkPermissionPurpose(x *facts) []Finding {
	var out []Finding
	for _, g := range x.groups {
		if !g.named() || g.policy.Purpose.State == policy.Stated {
			continue
		}
		name := groupName(g.id)
		again := x.rereadElement(g, "purpose")
		f := Finding{
			Subject:  g.subject(),
			Message:  join(g.asks(), again.states(say("The document names the “%s” permission and does not say what it is for.", "隐私政策说明了“%s”权限，但未说明用途。", name), g.isNamed())),
			Remedy:   say("Name the function of the app that needs the “%s” permission.", "写明哪项功能需要“%s”权限。", name),
			Evidence: g.seen(),
			Quotes:   g.policy.Named.Quotes,
		}
		if g.policy.Purpose.State == policy.Vague {
			f.Severity, f.lowered = Note, true
			f.Message = join(g.asks(), say("What the document says the “%s” permission is for is general.", "隐私政策对“%s”权限用途的说明较为笼统。", name))
			f.Quotes, again = g.policy.Purpose.Quotes, reread{}
		}
		out = append(out, again.weigh(f))
	}
	return out
}
