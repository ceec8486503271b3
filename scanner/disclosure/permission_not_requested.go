package disclosure

import (
	"slices"

	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

func permissionNotRequested() Rule {
	return Rule{
		ID: "permission/not-requested", Severity: Note, Since: "0.1.0",
		Title: Text{EN: "The document names a permission the app does not ask for",
			ZH: "隐私政策说明了应用并未申请的权限"},
		Why: Text{EN: "A document that lists what the app does not do hides what it does, and worries people without need.",
			ZH: "列出应用并不使用的权限，会掩盖真实情况，也会引起不必要的担忧。"},
		LooksAt: Text{EN: "Groups the document names and no permission or component of the app belongs to, not even one Android adds. Silent where the manifest was not read completely.",
			ZH: "隐私政策已说明、但应用没有任何权限或组件与之对应的类别（包括系统附带授予的权限）。清单文件未完整读取时不作提示。"},
		Remedy: Text{EN: "Remove the paragraph, or say which other product it is about.",
			ZH: "删除该段，或说明它针对哪个产品。"},
		Before: "“We ask for the calendar permission.” The manifest does not declare it.",
		After:  "The document speaks only of permissions the app declares.",
		Cites:  []string{"PG20204A-4.1a"},
		check:  checkPermissionNotRequested,
	}
}

func checkPermissionNotRequested(x *facts) []Finding {
	if len(x.App.NotRead) > 0 {
		return nil
	}
	var out []Finding
	for _, p := range x.Policy.Permissions {
		if p.Named.State != policy.Stated || x.has(p.Group) {
			continue
		}
		name := groupName(p.Group)
		out = append(out, Finding{
			Subject: Subject{Kind: SubjectPermission, ID: string(p.Group), Name: name.EN},
			Message: say("The document names the “%s” permission; the app does not declare one.", "隐私政策说明了“%s”权限，但应用并未声明。", name),
			Remedy: say("Remove what the document says of the “%s” permission, or say which other product it is about.",
				"删除隐私政策中关于“%s”权限的内容，或说明它针对哪个产品。", name),
			Quotes: p.Named.Quotes,
		})
	}
	return out
}

// has reports whether any permission or component of the app belongs to a
// group, effective or not.
func (x *facts) has(g privacy.Group) bool {
	return slices.ContainsFunc(x.App.Permissions, func(p appPermission) bool { return privacy.GroupOf(p.Name) == g }) ||
		slices.ContainsFunc(x.App.Guards, func(guard appGuard) bool { return guard.Group == g })
}
