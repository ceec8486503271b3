package disclosure

import (
	"slices"

	"github.com/candor-scan/candor/scanner/evidence"
)

func appNotRead() Rule {
	return Rule{
		ID: "app/not-read", Severity: Error, Since: "0.1.0",
		Title: Text{EN: "A part of the app or of the document could not be read",
			ZH: "应用或隐私政策有部分未能读取"},
		Why: Text{EN: "What was not read may hold anything. Rules that need to know that something is absent stay silent then.",
			ZH: "未能读取的部分可能包含任何内容；此时需要确认“不存在”的规则不作提示。"},
		LooksAt: Text{EN: "The manifest, each DEX file and each policy document, and every part of them that was lost, with the reason.",
			ZH: "清单文件、每个 DEX 文件和每份隐私政策中未能读取的部分及其原因。"},
		Remedy: Text{EN: "Check an undamaged file, or raise the limit the reason names.",
			ZH: "请检查完好的文件，或提高原因中提到的限制。"},
		Before: "classes2.dex ends in the middle of its string table.",
		After:  "The APK as it was built.",
		Cites:  []string{"GPLAY-SDK"},
		check:  checkAppNotRead,
	}
}

func checkAppNotRead(x *facts) []Finding {
	lost := x.App.NotRead
	if x.Policy != nil {
		lost = slices.Concat(lost, x.Policy.NotRead)
	}
	var out []Finding
	for _, n := range lost {
		out = append(out, Finding{
			Subject:  appSubject(),
			Message:  say("%s was not read completely: %s.", "%s 未能完整读取：%s。", same(n.What), Remark(n.Why)),
			Evidence: []evidence.Seen{{Kind: evidence.Asset, Value: n.What, Where: n.What, Count: 1}},
			key:      n.What,
		})
	}
	return out
}
