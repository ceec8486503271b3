package disclosure

import (
	"slices"

	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

func policyElement() Rule {
	return Rule{
		ID: "policy/element", Severity: Off, Since: "0.1.0",
		Title: Text{EN: "The document lacks an element that the profile asks for",
			ZH: "隐私政策缺少所选规则集要求的内容"},
		Why: Text{EN: "Who is responsible, how long data is kept, which rights people have: a document without them does not do its work.",
			ZH: "谁负责、保存多久、用户有何权利：缺少这些内容，隐私政策便未尽其用。"},
		LooksAt: Text{EN: "The elements of the profile: controller, contact, effective date, purposes, sharing, retention, place of storage, transfer abroad, security, rights, account cancellation, children, changes, complaint. Off unless the profile or the configuration switches it on. Silent where part of the document was not read.",
			ZH: "规则集要求的内容：处理者、联系方式、生效日期、处理目的、对外共享、保存期限、存储地点、跨境传输、安全措施、个人权利、账号注销、儿童、政策变更、投诉渠道。默认关闭，由规则集或配置开启。隐私政策有部分未能读取时不作提示。"},
		Remedy: Text{EN: "Add a section that states the element.", ZH: "在隐私政策中补充该内容。"},
		Before: "The document does not say how long data is kept.",
		After:  "“We keep your account data until you delete the account, and log files for 30 days.”",
		Cites:  []string{"PIPL-17a", "PIPL-17b", "PIPL-17c", "35273-5.5a3", "35273-5.5a5", "35273-5.5a8", "35273-8.5", "GDPR-13-1", "GDPR-13-2a", "GPLAY-PP"},
		check:  checkPolicyElement,
	}
}

func checkPolicyElement(x *facts) []Finding {
	if len(x.Policy.NotRead) > 0 {
		return nil
	}
	var out []Finding
	for _, e := range x.Policy.Elements {
		if e.State != policy.Missing || !x.asksFor(e.Element) {
			continue
		}
		name := Name(nameElement, string(e.Element))
		out = append(out, Finding{
			Subject: Subject{Kind: SubjectPolicy, ID: string(e.Element), Name: name.EN},
			Message: say("The document does not say: %s.", "隐私政策未说明：%s。", name),
			Remedy:  say("State in the document: %s.", "在隐私政策中写明：%s。", name),
			key:     string(e.Element),
		})
	}
	return out
}

// asksFor reports whether the profile asks for an element. A profile without a
// list, where the configuration switched the rule on, asks for all.
func (x *facts) asksFor(e privacy.Element) bool {
	return len(x.profile.Elements) == 0 || slices.Contains(x.profile.Elements, e)
}
