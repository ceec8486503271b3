package disclosure

import (
	"slices"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/sdkdb"
)

func sdkScopeUnseen() Rule {
	return Rule{
		ID: "sdk/scope-unseen", Severity: Note, Since: "0.1.0",
		Title: Text{EN: "The row of an SDK names personal information that no code of the SDK references",
			ZH: "SDK 条目列出的个人信息，在其代码中未见引用"},
		Why: Text{EN: "A row copied from elsewhere may name what this version of the SDK no longer takes, or takes on its servers only.",
			ZH: "照搬来的条目可能列出该版本 SDK 已不再收集、或仅在服务器端获得的信息。"},
		LooksAt: Text{EN: "Items of the row that code could show, against the calls inside the SDK's own classes. What users type, and what only a document can tell, is never listed. Silent where something was not read, and where the SDK was not found by its classes; for review where code of unknown origin or native libraries could hold the call.",
			ZH: "条目中可由代码体现的个人信息，与 SDK 自身代码中的调用比对。用户填写的、只能由隐私政策体现的信息不列出。若有内容未能读取，或该 SDK 并非通过其代码发现，则不作提示；若来源不明的代码或原生库可能包含相应调用，则供人工复核。"},
		Remedy: Text{EN: "Check the row against what the provider publishes for the version in the app.",
			ZH: "对照提供方针对应用所用版本发布的说明，核对该条目。"},
		Before: "“WeChat Pay · … · IMEI, installed apps”. Its code references IMEI only.",
		After:  "“WeChat Pay · … · IMEI”",
		Cites:  []string{"42574-B2n1", "MIIT-2023-26b"},
		check:  checkSDKScopeUnseen,
	}
}

func checkSDKScopeUnseen(x *facts) []Finding {
	if !x.appRead {
		return nil
	}
	var out []Finding
	for _, f := range x.families {
		named, quotes, _ := f.scope()
		if !slices.ContainsFunc(f.members, codeSeen) {
			continue
		}
		var unseen []privacy.Item
		for _, n := range named {
			if checkable(n) && !x.referenced(f, n) {
				unseen = append(unseen, n)
			}
		}
		if len(unseen) == 0 {
			continue
		}
		out = append(out, Finding{
			State: state(len(x.Unknown) > 0 || slices.ContainsFunc(f.members, native)), Subject: f.sdk(), Party: f.party(),
			Message:  say("The row of %[1]s names %[2]s, which no code of %[3]s in the app references.", "“%[1]s”的条目列出了%[2]s；应用中 %[3]s 的代码未见引用。", f.rowName(), itemNames(unseen), f.name()),
			Evidence: appendSeen(nil, f.seen()...),
			Quotes:   quotes,
			key:      itemKey(unseen),
		})
	}
	return out
}

// codeSeen reports whether an SDK was found by classes of its own.
func codeSeen(m *sdkdb.Match) bool {
	return slices.ContainsFunc(m.Evidence, func(s evidence.Seen) bool { return s.Kind == evidence.Class })
}

// native reports whether an SDK brings native libraries, in which a call could
// be hidden.
func native(m *sdkdb.Match) bool {
	return slices.ContainsFunc(m.Evidence, func(s evidence.Seen) bool { return s.Kind == evidence.Library })
}

// checkable reports whether code can show an item, or one that a broad name
// contains.
func checkable(id privacy.Item) bool {
	info, ok := privacy.LookupItem(id)
	if !ok || info.Checkable() || !info.Parent() {
		return ok && info.Checkable()
	}
	for _, other := range privacy.Items() {
		if privacy.Covers(id, other) == privacy.Covered {
			if o, _ := privacy.LookupItem(other); o.Checkable() {
				return true
			}
		}
	}
	return false
}

// referenced reports whether any code of the family references an item, or one
// it may stand for, however weak the evidence and whatever the app may read.
func (x *facts) referenced(f *family, named privacy.Item) bool {
	return slices.ContainsFunc(x.Items, func(it usageItem) bool {
		return privacy.Covers(named, it.Item) != privacy.NotCovered &&
			slices.ContainsFunc(f.members, func(m *sdkdb.Match) bool { return string(it.Party) == m.ID })
	})
}
