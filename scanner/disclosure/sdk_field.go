package disclosure

func sdkField() Rule {
	return Rule{
		ID: "sdk/field", Severity: Off, Since: "0.1.0",
		Title: Text{EN: "The row of an SDK lacks a field that the profile asks for",
			ZH: "SDK 条目缺少所选规则集要求的字段"},
		Why: Text{EN: "Regulators and stores ask for more than the six fields: a link to the provider's privacy policy, a contact, the permissions the SDK uses, the scene of use.",
			ZH: "监管部门和应用商店的要求不止六个字段，还包括提供方隐私政策链接、联系方式、SDK 使用的权限、使用场景。"},
		LooksAt: Text{EN: "Rows of SDKs that are in the app, and the further fields of the profile; one finding lists all that a row lacks. Off unless the profile or the configuration switches it on.",
			ZH: "应用中存在的 SDK 的条目，以及规则集要求的其他字段；同一条目缺少的字段合并为一项。默认关闭，由规则集或配置开启。"},
		Remedy:  Text{EN: "Add the field to the row.", ZH: "在条目中补充该字段。"},
		Before:  "“WeChat Pay · … · https://pay.weixin.qq.com/”",
		After:   "“WeChat Pay · … · privacy policy: https://weixin.qq.com/…”",
		Cites:   []string{"PG20205A-g", "TAF068-11", "42574-B2a", "MIIT-2023-26b"},
		silence: true,
		check:   checkSDKField,
	}
}

func checkSDKField(x *facts) []Finding {
	var out []Finding
	for _, f := range x.families {
		var missing []string
		for _, field := range x.profile.SDKFields {
			if f.disclosed() && !f.gives(field) {
				missing = append(missing, field)
			}
		}
		if len(missing) > 0 {
			out = append(out, f.lacks(reread{}, missing...))
		}
	}
	return out
}
