package disclosure

func sdkScope() Rule {
	return Rule{
		ID: "sdk/scope", Severity: Warning, Since: "0.1.0",
		Title: Text{EN: "The row of an SDK does not say which personal information the SDK takes",
			ZH: "SDK 条目未写明收集的个人信息"},
		Why: Text{EN: "The scope is the part of a row that people can weigh, and that can be held against the code.",
			ZH: "个人信息范围是条目中最能让用户判断、也能与代码核对的内容。"},
		LooksAt: join(Text{EN: "Rows of SDKs that are in the app. Where the scope is missing, what the code references is not reported item by item.",
			ZH: "应用中存在的 SDK 的条目。缺少范围时，不再逐项报告代码引用的个人信息。"}, statedUnplaced),
		Remedy: Text{EN: "List the personal information the SDK takes; what its code references is in the report.",
			ZH: "列出该 SDK 收集的个人信息；其代码引用的内容见报告。"},
		Before:  "“WeChat Pay · to pay within the app”",
		After:   "“WeChat Pay · to pay within the app · IMEI, Android ID”",
		Cites:   []string{"42574-8.2.1b7", "PG20202A-2.1c", "PG20205A-g", "PIPL-23", "TAF068-11", "GPLAY-SDK"},
		silence: true,
		check:   missingField(fieldScope),
	}
}
