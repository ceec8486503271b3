package disclosure

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
)

func permissionBroader() Rule {
	return Rule{
		ID: "permission/broader", Severity: Warning, Since: "0.1.0",
		Title: Text{EN: "The app asks for more than the document names",
			ZH: "应用申请的权限范围大于隐私政策所述"},
		Why: Text{EN: "“Location” does not tell anyone that an app may locate them while it is closed, and “contacts” does not say that it may change them.",
			ZH: "“位置”并未告知应用关闭后仍可定位；“通讯录”也未说明应用可以修改联系人。"},
		LooksAt: Text{EN: "Groups the document names, and the wider permissions of the group the app declares: location in the background, precise location where the document restricts itself to approximate, all files where it speaks of photos, writing where it speaks of reading, sending SMS, placing calls.",
			ZH: "隐私政策已说明的类别中，应用声明的更宽权限：后台定位；隐私政策仅称粗略位置时的精确位置；仅称照片时的所有文件；仅称读取时的写入；发送短信；拨打电话。"},
		Remedy: Text{EN: "Name the wider form and what it is for, or declare only the narrower permission.",
			ZH: "写明更宽的权限及其用途，或只声明较窄的权限。"},
		Before:  "“We use your location to show stations nearby.” The manifest declares ACCESS_BACKGROUND_LOCATION.",
		After:   "“We also use your location in the background, to warn you of storms while the app is closed.”",
		Cites:   []string{"PG20202A-3.4", "IDENTIFY-2019-3", "PG20204A-3.2d", "GPLAY-PP"},
		silence: true,
		check:   checkPermissionBroader,
	}
}

func checkPermissionBroader(x *facts) []Finding {
	var out []Finding
	for _, g := range x.groups {
		if !g.named() {
			continue
		}
		var wider []string
		var seen []evidence.Seen
		for _, p := range g.declared {
			if g.goesBeyond(p.Name) {
				wider = append(wider, p.Name)
				seen = appendSeen(seen, seenDeclared(p)...)
			}
		}
		if len(wider) == 0 {
			continue
		}
		slices.Sort(wider)
		name, names := groupName(g.id), permissionNames(wider)
		out = append(out, Finding{
			Subject: g.subject(),
			Message: join(say("The app declares %s.", "应用声明了 %s。", names),
				say("The document names the “%s” permission and not this wider form of it.", "隐私政策说明了“%s”权限，但未说明这一更宽的形式。", name)),
			Remedy: say("Say in the document what %[2]s lets the app do beyond “%[1]s” and what that is for; or remove %[2]s from the manifest.",
				"在隐私政策中写明 %[2]s 在“%[1]s”之外还允许应用做什么及其用途；或从清单文件中移除 %[2]s。", name, names),
			Evidence: seen,
			Quotes:   g.policy.Named.Quotes,
			key:      strings.Join(wider, ","),
		})
	}
	return out
}

// goesBeyond reports whether what the document says of the group leaves a
// permission of it uncovered.
func (g *group) goesBeyond(permission string) bool {
	m, ok := privacy.Member(permission)
	if !ok || !m.Wider || slices.Contains(g.policy.Wider, permission) {
		return false
	}
	return m.NotCoveredBy == coveredByNothing || m.NotCoveredBy == g.policy.Narrow
}

// coveredByNothing marks a wider permission that even the bare name of its
// group does not cover.
const coveredByNothing = "plain"
