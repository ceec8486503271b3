package disclosure

import (
	"slices"
)

func policyOpenEnded() Rule {
	return Rule{
		ID: "policy/open-ended", Severity: Note, Since: "0.1.0",
		Title: Text{EN: "A list of personal information or SDKs stays open",
			ZH: "个人信息或 SDK 的列举不完整"},
		Why: Text{EN: "“And so on” tells nobody what else there is.",
			ZH: "“等”字之后还有什么，用户无从知晓。"},
		LooksAt: Text{EN: "Lists that end in “等”，“including but not limited to”，“such as”，“the main ones are”.",
			ZH: "以“等”“包括但不限于”“例如”“主要有”等方式所作的列举。"},
		Remedy: Text{EN: "List every item, or every SDK, and close the list.",
			ZH: "逐一列出全部信息或全部 SDK，不作开放式列举。"},
		Before: "“We collect your name, phone number, address and other information.”",
		After:  "“We collect your name, phone number and address.”",
		Cites:  []string{"PG20202A-2.1a", "42574-B2n2", "MIIT-2023-26"},
		check:  checkPolicyOpenEnded,
	}
}

func checkPolicyOpenEnded(x *facts) []Finding {
	var out []Finding
	open := x.Policy.OpenEnded
	for len(open) > 0 {
		n := 1 // a list in two languages stands on one line
		for n < len(open) && open[n].Document == open[0].Document && open[n].Line == open[0].Line {
			n++
		}
		out = append(out, Finding{
			Subject: document(),
			Message: say("The document leaves a list open.", "隐私政策中的列举不完整。"),
			Quotes:  slices.Clone(open[:n]), key: quoteKey(open[:1]),
		})
		open = open[n:]
	}
	return slices.Clip(out)
}
