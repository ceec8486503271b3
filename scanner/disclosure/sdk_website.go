package disclosure

func sdkWebsite() Rule {
	return Rule{
		ID: "sdk/website", Severity: Note, Since: "0.1.0",
		Title: Text{EN: "The row of an SDK has no link to its provider",
			ZH: "SDK 条目没有提供方的链接"},
		Why: Text{EN: "The provider's own page is where the details stand that a row cannot hold.",
			ZH: "条目无法容纳的细节，要到提供方的页面查看。"},
		LooksAt: join(Text{EN: "Rows of SDKs that are in the app. A link to the provider's privacy policy counts.",
			ZH: "应用中存在的 SDK 的条目。提供方隐私政策的链接也算。"}, statedUnplaced),
		Remedy: Text{EN: "Add the provider's website or the link to its privacy policy.",
			ZH: "补充提供方的官方网站或隐私政策链接。"},
		Before:  "“WeChat Pay · Shenzhen Tencent Computer Systems Co., Ltd.”",
		After:   "“WeChat Pay · Shenzhen Tencent Computer Systems Co., Ltd. · https://pay.weixin.qq.com/”",
		Cites:   []string{"TAF068-11", "42574-B2n3", "MIIT-2023-26b"},
		silence: true,
		check:   missingField(fieldWebsite),
	}
}
