package disclosure

import (
	"slices"

	"github.com/candor-scan/candor/scanner/privacy"
)

func sdkScopeUnderstated() Rule {
	return Rule{
		ID: "sdk/scope-understated", Severity: Error, Since: "0.1.0",
		Title: Text{EN: "The code of an SDK references personal information that its row does not name",
			ZH: "SDK 代码引用的个人信息未列入其条目"},
		Why: Text{EN: "A row that names less than the SDK can read gives a wrong picture of what leaves the device.",
			ZH: "条目列出的少于 SDK 能够读取的，会让用户对离开设备的信息产生误解。"},
		LooksAt: Text{EN: "Items that calls inside the SDK's own classes read, under permissions the app holds, against the items the row names or contains. Identifiers and sensitive items are errors, others warnings, and notes where the calls return nothing on any Android version of the app. Where a broad name may or may not contain the item, a person must decide.",
			ZH: "在应用持有的权限下，SDK 自身代码读取的个人信息，与条目列出或包含的个人信息比对。标识符和敏感信息为错误，其他为警告；若这些调用在应用支持的任何系统版本上都不返回数据，则为提示。较宽泛的名称是否包含某项信息不明确的，须由人判断。"},
		Remedy: Text{EN: "Add the items to the scope of the row, or configure the SDK so that it does not read them.",
			ZH: "在条目的个人信息范围中补充这些项目，或配置 SDK 使其不读取。"},
		Before:  "“WeChat Pay · … · order information”. Its code calls TelephonyManager.getDeviceId.",
		After:   "“WeChat Pay · … · order information, IMEI”",
		Cites:   []string{"42574-8.2.1b7", "42574-B2n1", "PG20202A-3.4", "IDENTIFY-2019-3", "MIIT-2020-164", "GPLAY-SDK"},
		silence: true,
		check:   checkSDKScopeUnderstated,
	}
}

func checkSDKScopeUnderstated(x *facts) []Finding {
	var out []Finding
	for _, f := range x.families {
		named, quotes, given := f.scope()
		if !f.disclosed() || !given {
			continue
		}
		var lacking, unclear []*read
		for _, r := range x.readsOf(f) {
			if len(x.deniedFor(r)) > 0 {
				continue
			}
			switch covers(named, r.Item.Item) {
			case privacy.NotCovered:
				lacking = append(lacking, r)
			case privacy.Review:
				unclear = append(unclear, r)
			}
		}
		if len(lacking)+len(unclear) > 0 {
			finding := x.understated(f, lacking, unclear)
			finding.Quotes = appendQuotes(quotes, f.rowQuotes()...)
			out = append(out, finding)
		}
	}
	return out
}

func (x *facts) understated(f *family, lacking, unclear []*read) Finding {
	certain := lacking
	if len(lacking) == 0 {
		certain = unclear
	}
	all := slices.Concat(lacking, unclear)
	severity, lowered := x.weigh(certain)
	message := Text{}
	if len(lacking) > 0 {
		message = say("The code of %[1]s references %[2]s, which the row of %[3]s does not name.", "%[1]s 的代码引用了%[2]s；“%[3]s”的条目未列出。", f.name(), itemNames(itemsOf(lacking)), f.rowName())
	}
	if len(unclear) > 0 {
		message = join(message, say("The code of %[1]s references %[2]s; whether the scope in the row of %[3]s contains that is for a person to judge.",
			"%[1]s 的代码引用了%[2]s；“%[3]s”条目所列范围是否包含，须由人判断。", f.name(), itemNames(itemsOf(unclear)), f.rowName()))
	}
	return Finding{
		Severity: severity, lowered: lowered, State: state(len(lacking) == 0 || onlyReflective(lacking)),
		Subject: f.sdk(), Party: f.party(),
		Message: join(message, x.availability(certain)),
		Remedy: say("Add %[2]s to the scope in the row of %[1]s, or configure the SDK so that it does not read that.",
			"在“%[1]s”条目的个人信息范围中补充%[2]s，或配置 SDK 使其不读取。", f.rowName(), itemNames(itemsOf(all))),
		Evidence: seenOf(all),
		key:      itemKey(itemsOf(all)),
	}
}

// covers says how far a list of named items names the item read.
func covers(named []privacy.Item, item privacy.Item) privacy.Coverage {
	best := privacy.NotCovered
	for _, n := range named {
		best = max(best, privacy.Covers(n, item))
	}
	return best
}
