package disclosure

import (
	"slices"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/usage"
)

func permissionUnused() Rule {
	return Rule{
		ID: "permission/unused", Severity: Note, Since: "0.1.0",
		Title: Text{EN: "Nothing in the app seems to need a permission it declares",
			ZH: "应用中似乎没有代码需要所声明的权限"},
		Why: Text{EN: "A permission nobody needs is a risk without a use, and one paragraph less to write.",
			ZH: "无用的权限只带来风险；移除后隐私政策也可少写一段。"},
		LooksAt: Text{EN: "Declared permissions of which candor knows the ways to use them (camera, microphone, contacts, calendar, call log, SMS, location, phone state, accounts, usage statistics): no code of any party calls one, and no component answers to it. Quiet where code outside of general libraries so much as refers to a class that may need the permission (TelephonyManager for the phone state, anything of android.location, Wi-Fi or Bluetooth for the location, the constants or the address of a provider, a library that opens the camera); where it finds methods by name or loads code at run time; where it puts the address of a provider together, or reads an address that another app handed over. Quiet too where something was not read, the code is hidden, or a web view, native libraries or an engine (Flutter, Unity, React Native, Cordova) could hold the need.",
			ZH: "candor 了解其使用方式的已声明权限（相机、麦克风、通讯录、日历、通话记录、短信、位置、电话状态、账户、使用情况）：没有任何一方的代码调用这些 API，也没有组件与之对应。只要通用库以外的代码引用了可能需要该权限的类（如电话状态对应 TelephonyManager，位置对应 android.location、Wi-Fi 或蓝牙的任何类，内容提供者的常量或地址，会打开相机的库），按名称查找方法，运行时加载代码，拼接内容提供者的地址，或读取其他应用传来的地址，则不作提示。若有内容未能读取、代码被隐藏，或 WebView、原生库、引擎（Flutter、Unity、React Native、Cordova）可能用到，也不作提示。"},
		Remedy: Text{EN: "Remove the permission from the manifest if nothing needs it.",
			ZH: "如确无需要，请从清单文件中移除该权限。"},
		Before: "The manifest declares RECORD_AUDIO. No code records sound.",
		After:  "The manifest does not declare RECORD_AUDIO.",
		Cites:  []string{"PG20204A-3.2a", "IDENTIFY-2019-4.1"},
		check:  checkPermissionUnused,
	}
}

func checkPermissionUnused(x *facts) []Finding {
	if !x.appRead || !x.App.NeedsTraced || len(x.App.Engines) > 0 {
		return nil
	}
	var out []Finding
	for _, g := range x.groups {
		if len(g.guards) > 0 {
			continue
		}
		for _, p := range g.declared {
			if !usage.KnowsUsesOf(p.Name) || x.App.Needs[p.Name] || x.needs(p.Name, g.id) {
				continue
			}
			name := permissionNames([]string{p.Name})
			out = append(out, Finding{
				Subject:  g.subject(),
				Message:  say("The app declares %s; no code that needs it was found.", "应用声明了 %s；未发现需要它的代码。", name),
				Remedy:   say("Remove %s from the manifest if nothing needs it.", "如确无需要，请从清单文件中移除 %s。", name),
				Evidence: appendSeen([]evidence.Seen(nil), seenDeclared(p)...), key: p.Name,
			})
		}
	}
	return out
}

// needs reports whether any code, of any party and however weak the evidence,
// calls an API that needs the permission, or touches an item of its group.
func (x *facts) needs(permission string, g privacy.Group) bool {
	for _, it := range x.Items {
		info, _ := privacy.LookupItem(it.Item)
		if slices.Contains(it.Permissions, permission) || slices.Contains(info.Groups, g) {
			return true
		}
	}
	return false
}
