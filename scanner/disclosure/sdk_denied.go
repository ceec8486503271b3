package disclosure

import (
	"slices"

	"github.com/candor-scan/candor/scanner/policy"
)

func sdkDenied() Rule {
	return Rule{
		ID: "sdk/denied", Severity: Error, Since: "0.1.0",
		Title: Text{EN: "The app contains an SDK that the document says is not there",
			ZH: "隐私政策称不含的 SDK，应用中却存在"},
		Why: Text{EN: "“We use no third-party SDKs” is a promise. An SDK in the app breaks it, whoever put it there.",
			ZH: "“不接入第三方 SDK”是一项承诺。应用中出现 SDK 即与之不符，无论由谁引入。"},
		LooksAt: Text{EN: "Unrestricted denials of an SDK, of a category (advertising, analytics) or of any SDK at all, against the SDKs found. Where the document also has a row for the SDK, or the SDK is only present, a person must decide.",
			ZH: "对某个 SDK、某类 SDK（广告、统计等）或一切 SDK 的无条件否认，与发现的 SDK 比对。隐私政策同时列出该 SDK 的，或该 SDK 仅存在而未被使用的，须由人判断。"},
		Remedy: Text{EN: "Remove the SDK from the app, or replace the denial by a row for it.",
			ZH: "从应用中移除该 SDK，或将否认改为该 SDK 的条目。"},
		Before: "“The app contains no advertising SDK.” The app calls one.",
		After:  "The app no longer contains it; or the document lists it.",
		Cites:  []string{"IDENTIFY-2019-3.9", "PG20203A-2.1", "GPLAY-SDK"},
		check:  checkSDKDenied,
	}
}

func checkSDKDenied(x *facts) []Finding {
	var out []Finding
	for _, f := range x.families {
		denials := x.sdkDenials(f)
		if len(denials) == 0 || f.disclosed() && !slices.ContainsFunc(denials, deniesOne) {
			continue
		}
		reads := x.readsOf(f)
		finding := Finding{
			State: state(f.doubtful() || f.disclosed()), Subject: f.sdk(), Party: f.party(),
			Message: join(say("The app contains %s.", "应用内含 %s。", f.name()), useOf(f.subject), deniedAs(denials[len(denials)-1])),
			Remedy: say("Remove %[1]s from the app, or replace the denial by a row for %[1]s.",
				"从应用中移除 %[1]s，或将否认改为 %[1]s 的条目。", f.name()),
			Evidence: appendSeen(f.seen(), seenOf(reads)...),
			Quotes:   appendQuotes(quotesOf(denials), f.rowQuotes()...),
		}
		if f.disclosed() {
			finding.Message = join(finding.Message, say("It also has a row for it.", "但隐私政策同时列出了它。"))
		}
		out = append(out, finding)
	}
	return out
}

// deniesOne reports whether a denial is about one SDK or category. One of all
// SDKs is put aside where the document lists the SDK all the same.
func deniesOne(d policy.Denial) bool { return d.Kind != policy.DeniesAllSDKs }

// deniedAs says what the document denies; the narrowest denial says most.
func deniedAs(d policy.Denial) Text {
	switch d.Kind {
	case policy.DeniesSDK:
		return say("The document says that the app does not contain it.", "隐私政策称应用不含该 SDK。")
	case policy.DeniesCategory:
		return say("The document says that the app contains no SDK for %s.", "隐私政策称应用不含%s类 SDK。", Name(nameCategory, d.ID))
	}
	return say("The document says that the app contains no third-party SDK.", "隐私政策称应用不含第三方 SDK。")
}
