package disclosure

import "github.com/candor-scan/candor/scanner/privacy"

func dataUndisclosed() Rule {
	return Rule{
		ID: "data/undisclosed", Severity: Error, Since: "0.1.0",
		Title: Text{EN: "The app's code references personal information that the document never names",
			ZH: "应用代码引用了隐私政策未列出的个人信息"},
		Why: Text{EN: "Many items need no permission, so nothing but the document tells people that they are read.",
			ZH: "许多信息无需权限即可读取，用户只能从隐私政策中得知。"},
		LooksAt: join(Text{EN: "Items that the app's own code reads, under permissions the app holds, against what the document says the first party handles: by name, by a broader name that contains the item, or by the permission whose content it is. Identifiers and sensitive items are errors, others warnings, and notes where the calls return nothing on any Android version of the app. Code of unknown origin may be an SDK's: a person must decide. Items behind a permission that is undisclosed or denied stand inside that finding; those inside a general library are shown and are no finding.",
			ZH: "在应用持有的权限下，应用自身代码读取的个人信息，与隐私政策所述由处理者处理的信息比对：按名称、按包含它的更宽泛名称，或按以其为内容的权限。标识符和敏感信息为错误，其他为警告；若这些调用在应用支持的任何系统版本上都不返回数据，则为提示。来源不明的代码可能属于某个 SDK，须由人判断。其权限未说明或被否认的信息列入该项发现；通用库中的读取仅作展示。"}, namedUnplaced),
		Remedy: Text{EN: "Name the item in the document with its purpose, or remove the code that reads it.",
			ZH: "在隐私政策中列出该信息及其用途，或移除读取它的代码。"},
		Before:  "The app's code reads Settings.Secure.ANDROID_ID. The document names no device identifier.",
		After:   "“We read the Android ID to recognise your device when you sign in.”",
		Cites:   []string{"PG20202A-3.4", "35273-5.5a2", "IDENTIFY-2019-3", "PIPL-17b", "GPLAY-PP", "GDPR-13-1"},
		silence: true,
		check:   checkDataUndisclosed,
	}
}

func checkDataUndisclosed(x *facts) []Finding {
	var out []Finding
	for _, r := range x.reads {
		sure := r.Party == privacy.PartyApp
		if !sure && r.Party != privacy.PartyUnknown && !x.guessed(r.Party) || len(x.deniedFor(r)) > 0 || x.evidenceOfGroup(r) {
			continue
		}
		coverage, by, quotes := x.named(r)
		if coverage == privacy.Covered {
			continue
		}
		name := itemName(r.Item.Item)
		one := []*read{r}
		again := x.rereadItem(r.Item.Item)
		says := again.names(say("The document does not name it.", "隐私政策未列出。"))
		switch inRow, rowQuotes := x.inRow(r.Item.Item); {
		case coverage == privacy.Review:
			says = say("The document names %s; whether that contains it is for a person to judge.", "隐私政策列出了%s；是否包含该信息，须由人判断。", itemName(by))
		case len(rowQuotes) > 0 && !again.found():
			says = say("The document names it only in the row of %s.", "隐私政策仅在“%s”的条目中列出。", inRow)
			quotes = rowQuotes
		}
		severity, lowered := x.weigh(one)
		out = append(out, again.weigh(Finding{
			Severity: severity, lowered: lowered,
			State:   state(!sure || coverage == privacy.Review || r.Reflective),
			Subject: Subject{Kind: SubjectItem, ID: string(r.Item.Item), Name: name.EN}, Party: partyOf(r.Party),
			Message: join(x.references([]privacy.Party{r.Party}, one), says, x.availability(one)),
			Remedy: say("Name %s in the document with its purpose, or remove the code that reads it.",
				"在隐私政策中列出%s及其用途，或移除读取它的代码。", name),
			Evidence: appendSeen(nil, r.Evidence...),
			Quotes:   quotes,
			key:      string(r.Item.Item),
		}))
	}
	return out
}
