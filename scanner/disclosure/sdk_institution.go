package disclosure

func sdkInstitution() Rule {
	return Rule{
		ID: "sdk/institution", Severity: Warning, Since: "0.1.0",
		Title: Text{EN: "The row of an SDK does not say whose SDK it is",
			ZH: "SDK 条目未写明所属机构"},
		Why: Text{EN: "Whoever wants to know what becomes of the data must know whom to ask.",
			ZH: "用户想了解信息去向时，需要知道向谁询问。"},
		LooksAt: join(Text{EN: "Rows of SDKs that are in the app.",
			ZH: "应用中存在的 SDK 的条目。"}, statedUnplaced),
		Remedy: Text{EN: "Name the company that provides the SDK.",
			ZH: "写明提供该 SDK 的公司名称。"},
		Before:  "“WeChat Pay · to pay within the app · IMEI”",
		After:   "“WeChat Pay · to pay within the app · IMEI · Shenzhen Tencent Computer Systems Co., Ltd.”",
		Cites:   []string{"42574-B2a", "PIPL-23", "35273-9.6", "MIIT-2023-26b", "GDPR-13-1"},
		silence: true,
		check:   missingField(fieldInstitution),
	}
}
