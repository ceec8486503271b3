package disclosure

import (
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
)

func sdkNotFound() Rule {
	return Rule{
		ID: "sdk/not-found", Severity: Note, Since: "0.1.0",
		Title: Text{EN: "The document lists SDKs that are not in the app",
			ZH: "隐私政策列出的 SDK 在应用中未发现"},
		Why: Text{EN: "A list that names more than the app contains is no longer a list of what the app contains.",
			ZH: "列出的多于实际包含的，清单就不再反映应用的真实情况。"},
		LooksAt: Text{EN: "Rows whose name candor's database knows, against the SDKs found; one finding lists all. Silent for rows of other platforms, for names the database does not know, and where something was not read; for review where the app has code of unknown origin.",
			ZH: "名称为 candor 数据库所知的条目，与发现的 SDK 比对；合并为一项。其他平台的条目、数据库未收录的名称不列出；有内容未能读取时不作提示；应用有来源不明的代码时供人工复核。"},
		Remedy: Text{EN: "Remove the rows, or say for which platform or product they are.",
			ZH: "删除这些条目，或注明其适用的平台或产品。"},
		Before: "The list names JPush. The app does not contain it.",
		After:  "The list names the SDKs of this version of the app, each with its platform.",
		Cites:  []string{"MIIT-2023-26", "42574-B2n2"},
		check:  checkSDKNotFound,
	}
}

func checkSDKNotFound(x *facts) []Finding {
	if !x.appRead {
		return nil
	}
	var ids []string
	var quotes []evidence.Quote
	for i := range x.Policy.SDKs {
		row := &x.Policy.SDKs[i]
		if row.ID == nil || !forAndroid(row) || x.foundFor(*row.ID) {
			continue
		}
		if !slices.Contains(ids, *row.ID) {
			ids = append(ids, *row.ID)
		}
		quotes = appendQuotes(quotes, row.Quotes...)
	}
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	var names []Text
	for _, id := range ids {
		names = append(names, same(x.sdkName(id)))
	}
	subject := document()
	if len(ids) == 1 {
		subject = Subject{Kind: SubjectSDK, ID: ids[0], Name: names[0].EN}
	}
	return []Finding{{
		State: state(len(x.Unknown) > 0), Subject: subject,
		Message: say("The document lists %s; nothing of that was found in the app.", "隐私政策列出了 %s；应用中未发现。", list(names)),
		Quotes:  quotes,
		key:     strings.Join(ids, ","),
	}}
}

// foundFor reports whether the app contains the SDK of a row, a part of it, or
// the umbrella that carries it as a part.
func (x *facts) foundFor(id string) bool {
	for i := range x.SDKs {
		if m := x.SDKs[i].ID; m == id || x.within(m, id) || x.within(id, m) && x.carries(id) {
			return true
		}
	}
	return false
}
