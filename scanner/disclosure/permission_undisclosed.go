package disclosure

import (
	"slices"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

func permissionUndisclosed() Rule {
	return Rule{
		ID: "permission/undisclosed", Severity: Error, Since: "0.1.0",
		Title: Text{EN: "The app asks for a permission that the document never names",
			ZH: "应用申请的权限未在隐私政策中说明"},
		Why: Text{EN: "People decide about a permission when they are asked for it. The document is where they can read beforehand what it is for and what happens without it.",
			ZH: "用户在被询问时才决定是否授权；隐私政策是用户事先了解该权限的用途以及拒绝后果的地方。"},
		LooksAt: join(Text{EN: "Permissions the manifest declares and Android grants on at least one version the app supports, by disclosure group. Permissions Android adds to a declared one are listed with it. Storage includes the media permissions. An item of personal information that stands only in the row of an SDK does not name the permission behind it; it is quoted as the nearest passage. Notifications, nearby devices, physical activity, permissions granted at installation and groups known only from a component are warnings.",
			ZH: "按披露类别比对清单文件声明、且至少在应用支持的一个系统版本上有效的权限。系统随声明附带授予的权限一并列出。存储类包括媒体权限。仅出现在某个 SDK 条目中的个人信息不等于说明了其背后的权限，仅作为最接近的原文引用。通知、附近设备、身体活动、安装时授予的权限以及仅由组件体现的类别为警告。"}, namedUnplaced),
		Remedy: Text{EN: "Add a paragraph that names the permission, what it is for, what stays unavailable when it is refused, and that it is asked for before use; or remove the permission from the manifest.",
			ZH: "在隐私政策中补充一段，写明该权限的名称、用途、拒绝后无法使用的功能以及使用前会征得同意；或从清单文件中移除该权限。"},
		Before:  "The manifest declares CAMERA. The document does not speak of the camera.",
		After:   "“When you scan the bar code of a device, we ask for the camera permission. If you refuse, you can type the number instead. The camera is used only after you have agreed.”",
		Cites:   []string{"35273-5.5a2", "PG20202A-3.4", "TAF067-4.3b", "PIPL-17b", "GPLAY-PP", "GDPR-13-1"},
		silence: true,
		check:   checkPermissionUndisclosed,
	}
}

func checkPermissionUndisclosed(x *facts) []Finding {
	var out []Finding
	for _, g := range x.groups {
		if !g.unnamed() {
			continue
		}
		name := groupName(g.id)
		uses, seen := x.used(g)
		near, quotes := x.nearest(g.id, uses)
		again := x.rereadGroup(g)
		f := again.weigh(Finding{
			Subject:  g.subject(),
			Message:  join(g.asks(), again.names(say("The document does not name the “%s” permission.", "隐私政策未说明“%s”权限。", name)), x.usedBy(uses), near),
			Remedy:   g.nameIt(),
			Evidence: appendSeen(g.seen(), seen...),
			Quotes:   quotes,
		})
		f.weighGroup(g)
		out = append(out, f)
	}
	return out
}

// nameIt says what to write of a group: of one the user is never asked for, no
// more than what it is for.
func (g *group) nameIt() Text {
	if !g.asked {
		return say("Name the “%[1]s” permission and say what it is for; or %[2]s.", "写明“%[1]s”权限的名称和用途；或%[2]s。", groupName(g.id), g.removal())
	}
	return say("Name the “%[1]s” permission and say what it is for, what stays unavailable when it is refused, and that it is asked for before use; or %[2]s.",
		"写明“%[1]s”权限的名称、用途、拒绝后无法使用的功能以及使用前会征得同意；或%[2]s。", groupName(g.id), g.removal())
}

// weighGroup makes a finding about a mild group a warning.
func (f *Finding) weighGroup(g *group) {
	if g.mild {
		f.Severity, f.lowered = Warning, true
	}
}

// usedBy says which code reads what under a permission. SDKs that read the
// same stand in one sentence.
func (x *facts) usedBy(uses []*read) Text {
	var order []privacy.Party
	own := map[privacy.Party][]*read{}
	for _, r := range uses {
		if own[r.Party] == nil {
			order = append(order, r.Party)
		}
		own[r.Party] = append(own[r.Party], r)
	}
	var parts []Text
	said := map[privacy.Party]bool{}
	for i, p := range order {
		if said[p] {
			continue
		}
		alike := []privacy.Party{p}
		for _, other := range order[i+1:] {
			if x.names(p) && x.names(other) && itemNames(itemsOf(own[p])) == itemNames(itemsOf(own[other])) && x.availability(own[p]) == x.availability(own[other]) {
				alike = append(alike, other)
				said[other] = true
			}
		}
		parts = append(parts, x.references(alike, own[p]), x.availability(own[p]))
	}
	return join(parts...)
}

// names reports whether a party is known by name, and not only guessed.
func (x *facts) names(p privacy.Party) bool {
	return p != privacy.PartyApp && p != privacy.PartyUnknown && !x.guessed(p)
}

// references says that the code of a party, or of several known by name,
// references items.
func (x *facts) references(parties []privacy.Party, reads []*read) Text {
	items := itemNames(itemsOf(reads))
	p := parties[0]
	switch p {
	case privacy.PartyApp:
		return say("The app's own code references %s.", "应用自身的代码引用了%s。", items)
	case privacy.PartyUnknown:
		return say("Code of unknown origin references %s.", "来源不明的代码引用了%s。", items)
	}
	if x.guessed(p) {
		return say("Code that may be that of %s references %s.", "可能属于 %s 的代码引用了%s。", x.partyName(p), items)
	}
	var names []Text
	for _, p := range parties {
		names = append(names, x.partyName(p))
	}
	return say("The code of %s references %s.", "%s 的代码引用了%s。", list(names), items)
}

// nearest quotes what the document says next to a permission it does not name:
// of what the code reads under it, else of any item that belongs to it.
func (x *facts) nearest(g privacy.Group, uses []*read) (Text, []evidence.Quote) {
	belongs := func(id privacy.Item) bool {
		info, ok := privacy.LookupItem(id)
		return ok && slices.Contains(info.Groups, g)
	}
	isRead := func(id privacy.Item) bool {
		return slices.ContainsFunc(uses, func(r *read) bool { return privacy.Covers(id, r.Item.Item) != privacy.NotCovered })
	}
	if text, quotes := x.speaksOf(isRead); len(quotes) > 0 {
		return text, quotes
	}
	return x.speaksOf(belongs)
}

// speaksOf says where the document speaks of some items: as collected by the
// first party, and of further ones in the rows of SDKs only.
func (x *facts) speaksOf(wanted func(privacy.Item) bool) (Text, []evidence.Quote) {
	var own, inRows []privacy.Item
	var rows []Text
	var quotes []evidence.Quote
	for _, it := range x.Policy.Items {
		if it.Party == policy.First && it.Polarity == policy.Performed && wanted(it.Item) {
			own = append(own, it.Item)
			quotes = appendQuotes(quotes, it.Quotes...)
		}
	}
	for i := range x.Policy.SDKs {
		row := &x.Policy.SDKs[i]
		if row.Scope == nil {
			continue
		}
		more := slices.DeleteFunc(slices.Clone(row.Scope.Items), func(it privacy.Item) bool { return !wanted(it) || slices.Contains(own, it) })
		if len(more) > 0 {
			inRows, rows = append(inRows, more...), append(rows, same(row.Name))
			quotes = appendQuotes(quotes, row.Scope.Quotes...)
		}
	}
	var text Text
	if len(own) > 0 {
		text = say("The document speaks of %s without naming the permission.", "隐私政策提到了%s，但未提及相应的权限。", itemNames(sorted(own)))
	}
	if len(inRows) > 0 {
		text = join(text, say("The document speaks of %s only in the row of %s.", "隐私政策仅在“%[2]s”的条目中提到%[1]s。", itemNames(sorted(inRows)), list(rows)))
	}
	return text, quotes
}

// sorted returns the items in order, each once.
func sorted(items []privacy.Item) []privacy.Item {
	slices.Sort(items)
	return slices.Compact(items)
}
