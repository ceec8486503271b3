package disclosure

func sdkMethod() Rule {
	return Rule{
		ID: "sdk/method", Severity: Note, Since: "0.1.0",
		Title: Text{EN: "The row of an SDK does not say how the data is taken",
			ZH: "SDK 条目未写明处理方式"},
		Why: Text{EN: "Whether an SDK reads data on the device or is sent it by the app is what the method tells.",
			ZH: "处理方式说明信息是由 SDK 在设备上采集，还是由应用传送。"},
		LooksAt: join(Text{EN: "Rows of SDKs that are in the app.",
			ZH: "应用中存在的 SDK 的条目。"}, statedUnplaced),
		Remedy: Text{EN: "Say how the data gets to the provider, for instance “collected by the SDK on the device”.",
			ZH: "写明信息如何到达提供方，例如“SDK 本机采集”。"},
		Before:  "“WeChat Pay · to pay within the app · IMEI”",
		After:   "“WeChat Pay · to pay within the app · collected by the SDK on the device · IMEI”",
		Cites:   []string{"42574-8.2.1b7", "PG20202A-2.1c", "PIPL-23", "TAF068-11"},
		silence: true,
		check:   missingField(fieldMethod),
	}
}
