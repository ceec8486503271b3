package disclosure

import "github.com/candor-scan/candor/scanner/policy"

func permissionDenied() Rule {
	return Rule{
		ID: "permission/denied", Severity: Error, Since: "0.1.0",
		Title: Text{EN: "The app asks for a permission that the document says it does not ask for",
			ZH: "隐私政策称不申请的权限，应用却声明了"},
		Why: Text{EN: "A statement that a permission is not used is relied on. Where the app declares it all the same, one of the two is wrong.",
			ZH: "用户会信赖“不使用某权限”的说明。应用若仍声明该权限，两者之中必有一处不实。"},
		LooksAt: Text{EN: "Unrestricted denials of a permission or of access to what it guards. To deny that something is collected is not to deny the permission. A denial limited by purpose, party, age, “without consent” or “unless” is none. Where the document also names the permission, a person must decide.",
			ZH: "对权限或其所保护内容的访问的无条件否认。否认“收集”不等于否认权限；以用途、主体、年龄、“未经同意”或“除非”加以限定的否认不计。隐私政策同时又说明了该权限的，须由人判断。"},
		Remedy: Text{EN: "Remove the permission from the manifest, or replace the denial by what the permission is for.",
			ZH: "从清单文件中移除该权限，或将否认改为说明该权限的用途。"},
		Before: "“We do not access your camera.” The manifest declares CAMERA.",
		After:  "The manifest no longer declares CAMERA; or the document says what the camera is used for.",
		Cites:  []string{"IDENTIFY-2019-3.9", "PG20202A-3.4", "GPLAY-PP"},
		check:  checkPermissionDenied,
	}
}

func checkPermissionDenied(x *facts) []Finding {
	var out []Finding
	for _, g := range x.groups {
		denied, named := g.denied()
		if !denied {
			continue
		}
		name := groupName(g.id)
		says := say("The document says that the “%s” permission is not used.", "隐私政策称不使用“%s”权限。", name)
		if named {
			says = say("The document names the “%s” permission in one place and denies it in another.", "隐私政策一处说明了“%s”权限，另一处又予以否认。", name)
		}
		uses, seen := x.used(g)
		quotes := quotesOf(g.denials)
		if g.policy.Named.State != policy.Missing {
			quotes = appendQuotes(quotes, g.policy.Named.Quotes...)
		}
		f := Finding{
			State: state(named), Subject: g.subject(),
			Message: join(g.asks(), says, x.usedBy(uses)),
			Remedy: say("Say in the document what the “%[1]s” permission is for, in place of the denial; or %[2]s.",
				"将否认改为说明“%[1]s”权限的用途；或%[2]s。", name, g.removal()),
			Evidence: appendSeen(g.seen(), seen...),
			Quotes:   quotes,
		}
		f.weighGroup(g)
		out = append(out, f)
	}
	return out
}
