package disclosure

import (
	"slices"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
)

func dataDenied() Rule {
	return Rule{
		ID: "data/denied", Severity: Error, Since: "0.1.0",
		Title: Text{EN: "Code references personal information that the document says is not collected",
			ZH: "代码引用了隐私政策称不收集的个人信息"},
		Why: Text{EN: "A denial is the sentence people rely on most.",
			ZH: "否认是用户最为信赖的一句话。"},
		LooksAt: Text{EN: "Unrestricted denials of an item, or of a broad name it falls under, for the party whose code reads it. A denial limited by purpose, party, age, “without consent” or “unless” is none. Code of unknown origin, a denial for third parties in general, and an item the document also names are for review.",
			ZH: "针对读取方的、对某项信息或包含它的宽泛名称的无条件否认。以用途、主体、年龄、“未经同意”或“除非”加以限定的否认不计。来源不明的代码、泛指第三方的否认，以及隐私政策同时列出的信息，供人工复核。"},
		Remedy: Text{EN: "Remove the code that reads the item, or replace the denial by what it is used for.",
			ZH: "移除读取该信息的代码，或将否认改为说明其用途。"},
		Before: "“We do not collect the IMEI.” The app's code calls TelephonyManager.getDeviceId.",
		After:  "The call is gone; or the document says what the IMEI is used for.",
		Cites:  []string{"IDENTIFY-2019-3.9", "PG20202A-3.4", "GPLAY-PP", "GDPR-13-1"},
		check:  checkDataDenied,
	}
}

func checkDataDenied(x *facts) []Finding {
	var out []Finding
	for _, r := range x.reads {
		denials := slices.DeleteFunc(x.deniedFor(r), func(d policy.Denial) bool { return x.deniesGroup(r, d) })
		if len(denials) == 0 || r.Party.SDK() != "" && x.inUndisclosed(r.Party) {
			continue
		}
		name := itemName(r.Item.Item)
		one := []*read{r}
		also := x.namedExactly(r)
		message := join(x.references([]privacy.Party{r.Party}, one), say("The document says that it is not collected.", "隐私政策称不收集该信息。"))
		if also {
			message = join(message, say("It also says the opposite.", "但隐私政策另一处又称会收集。"))
		}
		severity, lowered := x.weigh(one)
		if !lowered {
			severity = Error
		}
		out = append(out, Finding{
			Severity: severity, lowered: lowered,
			State:   state(also || r.Party == privacy.PartyUnknown || x.guessed(r.Party) || r.Reflective || !slices.ContainsFunc(denials, func(d policy.Denial) bool { return d.Party != policy.Third })),
			Subject: Subject{Kind: SubjectItem, ID: string(r.Item.Item), Name: name.EN}, Party: partyOf(r.Party),
			Message: join(message, x.availability(one)),
			Remedy: say("Remove the code that reads %[1]s, or replace the denial by what %[1]s is used for.",
				"移除读取%[1]s的代码，或将否认改为说明%[1]s的用途。", name),
			Evidence: appendSeen(nil, r.Evidence...),
			Quotes:   quotesOf(denials),
			key:      string(r.Item.Item),
		})
	}
	return out
}

// deniesGroup reports whether a denial is the very passage that denies the
// permission behind the item, so that permission/denied says it already.
func (x *facts) deniesGroup(r *read, d policy.Denial) bool {
	for _, g := range x.groups {
		if denied, _ := g.denied(); !denied || !slices.Contains(r.groups, g.id) {
			continue
		}
		if slices.ContainsFunc(d.Quotes, func(q evidence.Quote) bool {
			return slices.ContainsFunc(g.policy.Named.Quotes, func(n evidence.Quote) bool {
				return n.Document == q.Document && n.Line == q.Line && n.Text == q.Text
			})
		}) {
			return true
		}
	}
	return false
}

// namedExactly reports whether the document also says that the party handles
// the very item.
func (x *facts) namedExactly(r *read) bool {
	return slices.ContainsFunc(x.Policy.Items, func(it policy.Item) bool {
		return it.Polarity == policy.Performed && it.Item == r.Item.Item && concerns(it.Party, r.Party)
	})
}
