package disclosure

func sdkPurpose() Rule {
	return Rule{
		ID: "sdk/purpose", Severity: Warning, Since: "0.1.0",
		Title: Text{EN: "The row of an SDK does not say what the SDK is for",
			ZH: "SDK 条目未写明使用目的"},
		Why: Text{EN: "Only the purpose tells whether the data an SDK takes is needed for what the user wants.",
			ZH: "只有写明目的，才能判断 SDK 收集的信息是否为用户所需的功能所必需。"},
		LooksAt: join(Text{EN: "Rows of SDKs that are in the app. A mark that something is still to be filled in counts as missing.",
			ZH: "应用中存在的 SDK 的条目。标注“待填写”的视为缺失。"}, statedUnplaced),
		Remedy: Text{EN: "Say which function of the app the SDK is there for.",
			ZH: "写明该 SDK 用于应用的哪项功能。"},
		Before:  "“WeChat Pay · IMEI · Shenzhen Tencent Computer Systems Co., Ltd.”",
		After:   "“WeChat Pay · to pay within the app · IMEI · Shenzhen Tencent Computer Systems Co., Ltd.”",
		Cites:   []string{"42574-8.2.1b7", "PG20202A-2.1c", "PG20205A-g", "PIPL-23", "TAF068-11", "GDPR-13-1"},
		silence: true,
		check:   missingField(fieldPurpose),
	}
}
