package disclosure

import "github.com/candor-scan/candor/scanner/evidence"

func appHiddenCode() Rule {
	return Rule{
		ID: "app/hidden-code", Severity: Error, Since: "0.1.0",
		Title: Text{EN: "The code of the app is packed or encrypted",
			ZH: "应用代码经过加壳或加密"},
		Why: Text{EN: "What SDKs the app contains and what its code reads cannot be seen. A report without this finding would look complete and not be so.",
			ZH: "无法看到应用包含哪些 SDK、代码读取哪些信息。没有此项提示，报告会显得完整而实际并不完整。"},
		LooksAt: Text{EN: "Known packers, and components of the manifest whose classes are in no DEX file. The manifest, native libraries and assets are reported all the same.",
			ZH: "已知的加固方案，以及清单文件声明、但不在任何 DEX 文件中的组件。清单文件、原生库和资源仍照常报告。"},
		Remedy: Text{EN: "Check the build before it is packed.",
			ZH: "请对加固之前的安装包进行检查。"},
		Before: "The released APK, packed.",
		After:  "The same build, before packing.",
		Cites:  []string{"PG20203A-2.1", "GPLAY-SDK"},
		check:  checkAppHiddenCode,
	}
}

func checkAppHiddenCode(x *facts) []Finding {
	p := x.App.Packer
	if p == nil {
		return nil
	}
	return []Finding{{
		Subject:  appSubject(),
		Message:  say("The code of the app is hidden by %s. Which SDKs it contains and what it reads is not complete here.", "应用代码被 %s 隐藏。此处列出的 SDK 和读取的信息并不完整。", Remark(p.Name)),
		Evidence: appendSeen([]evidence.Seen(nil), p.Evidence...),
		key:      p.Name,
	}}
}

func appSubject() Subject { return Subject{Kind: SubjectApp, ID: "app", Name: "app"} }
