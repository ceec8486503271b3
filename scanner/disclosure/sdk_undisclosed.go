package disclosure

import (
	"net/url"
	"slices"
	"strings"

	"github.com/candor-scan/candor/scanner/evidence"
	"github.com/candor-scan/candor/scanner/policy"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/sdkdb"
)

func sdkUndisclosed() Rule {
	return Rule{
		ID: "sdk/undisclosed", Severity: Error, Since: "0.1.0",
		Title: Text{EN: "The app contains an SDK that the document does not name",
			ZH: "应用内含隐私政策未列出的 SDK"},
		Why: Text{EN: "An SDK is another company's code that runs with the permissions of the app. People can only learn of it from the document.",
			ZH: "SDK 是以应用权限运行的其他公司的代码，用户只能从隐私政策中得知它的存在。"},
		LooksAt: join(Text{EN: "SDKs found in the app, against the rows and sentences of the document that name one. A row of a part (WeChat Pay) covers the part and its bare umbrella (WeChat SDK), never a sibling; where the part is neither in the app nor in every copy of the umbrella, a person must decide what the row is about. A row of the umbrella covers a part only where its name or purpose names what the part does, else a person must decide. A company's name alone covers nothing. SDKs that are only present, that only the manifest names, or that ship inside another one, are for review, and so are those to whose provider a row with an unknown name links; candidates are shown and are no finding. What the SDK's code references stands inside this finding.",
			ZH: "将应用中发现的 SDK 与隐私政策中列出 SDK 的条目和语句比对。部分（微信支付）的条目覆盖该部分及其单纯的总体（微信 SDK），不覆盖同级的其他部分；若该部分既不在应用中、也非总体必带，须由人判断条目所指；总体的条目仅在名称或用途提到该部分的功能时才覆盖该部分，否则须由人判断。仅有公司名称不算列出。仅存在而未被使用的、仅清单文件提到的、随其他 SDK 一同打包的，以及名称无法识别的条目链接到其提供方网站的，供人工复核；候选仅作展示。该 SDK 代码引用的个人信息一并列在此项中。"}, namedUnplaced),
		Remedy: Text{EN: "Add a row for the SDK: name, purpose, method, personal information, institution, website; or remove the SDK from the app.",
			ZH: "为该 SDK 增加条目：名称、使用目的、处理方式、个人信息范围、所属机构、官方网站；或从应用中移除该 SDK。"},
		Before:  "The app calls WeChat Pay. The document lists no SDK.",
		After:   "“WeChat Pay · to pay within the app · collected by the SDK · IMEI · Shenzhen Tencent Computer Systems Co., Ltd. · https://pay.weixin.qq.com/”",
		Cites:   []string{"PG20203A-2.1", "35273-9.6", "42574-8.2.1b7", "PG20202A-2.1c", "MIIT-2023-26", "PIPL-23", "GPLAY-SDK", "GDPR-13-1"},
		silence: true,
		check:   checkSDKUndisclosed,
	}
}

func checkSDKUndisclosed(x *facts) []Finding {
	var out []Finding
	for _, f := range x.families {
		if f.disclosed() || len(x.sdkDenials(f)) > 0 {
			continue
		}
		reads := x.readsOf(f)
		review, why, quotes := x.doubt(f)
		again := x.rereadSDK(f)
		finding := again.weigh(Finding{
			State: state(review), Subject: f.sdk(), Party: f.party(),
			Message: join(f.contained(again), useOf(f.subject), why),
			Remedy: say("Add a row for %[1]s: name, purpose, method, scope of personal information, institution, website; or remove it from the app.",
				"为 %[1]s 增加条目：名称、使用目的、处理方式、个人信息范围、所属机构、官方网站；或从应用中移除。", f.name()),
			Evidence: appendSeen(f.seen(), seenOf(reads)...),
			Quotes:   quotes,
		})
		if len(reads) > 0 {
			finding.Message = join(finding.Message, say("Its code references %s.", "其代码引用了%s。", itemNames(itemsOf(reads))))
		}
		out = append(out, finding)
	}
	return out
}

// contained says that the app contains the family and what the document says
// of it.
func (f *family) contained(again reread) Text {
	if !again.found() {
		if len(f.members) > 1 {
			return say("The app contains %s (with %s); the document does not name it.", "应用内含 %s（连同 %s）；隐私政策未列出。", f.name(), f.others())
		}
		return say("The app contains %s; the document does not name it.", "应用内含 %s；隐私政策未列出。", f.name())
	}
	app := say("The app contains %s.", "应用内含 %s。", f.name())
	if len(f.members) > 1 {
		app = say("The app contains %s (with %s).", "应用内含 %s（连同 %s）。", f.name(), f.others())
	}
	return join(app, again.names(Text{}))
}

// doubt says why a person must decide whether an SDK is undisclosed.
func (x *facts) doubt(f *family) (review bool, why Text, quotes []evidence.Quote) {
	switch {
	case f.umbrellaRow != nil:
		return true, say("The document has a row for %s, which does not name what this part does.", "隐私政策有 %s 的条目，但未提到该部分的功能。", same(f.umbrellaRow.Name)), f.umbrellaRow.Quotes
	case f.partRow != nil:
		return true, say("The document has a row for %s, a part of it that was not found in the app.", "隐私政策有 %s 的条目，应用中未发现这一部分。", same(f.partRow.Name)), f.partRow.Quotes
	case f.subject.BundledIn != nil:
		carrier := *f.subject.BundledIn
		inside := say("It ships inside %s, which may disclose it.", "它随 %s 一同打包，后者可能已作说明。", same(x.sdkName(carrier)))
		i := slices.IndexFunc(x.families, func(o *family) bool {
			return o.disclosed() && slices.ContainsFunc(o.members, func(m *sdkdb.Match) bool { return m.ID == carrier })
		})
		if i >= 0 {
			quotes = x.families[i].rowQuotes()
		}
		return true, inside, quotes
	}
	if x.leftOver(f) {
		return true, say("Only the manifest names it; none of its code was found.", "仅清单文件提到它，未发现其代码。"), nil
	}
	if row := x.unresolved(f.subject); row != nil {
		return true, say("The row of %s links the provider's site and may be about it.", "“%s”的条目链接到其提供方的网站，可能即指该 SDK。", same(row.Name)), row.Quotes
	}
	return f.doubtful(), Text{}, nil
}

// leftOver reports whether nothing but the manifest speaks for an SDK in an app
// whose code was read in full: such entries stay behind when an SDK is removed.
func (x *facts) leftOver(f *family) bool {
	if x.App.Packer != nil || len(x.App.NotRead) > 0 {
		return false
	}
	for _, m := range f.members {
		if slices.ContainsFunc(m.Evidence, func(e evidence.Seen) bool { return e.Kind != evidence.Component && e.Kind != evidence.Metadata }) {
			return false
		}
	}
	return true
}

// unresolved finds a row whose name the database does not know and that links
// the site of the SDK's provider: such a row may be about the SDK.
func (x *facts) unresolved(m *sdkdb.Match) *policy.SDK {
	own := host(m.Website)
	if own == "" {
		return nil
	}
	for i := range x.Policy.SDKs {
		row := &x.Policy.SDKs[i]
		if row.ID != nil || !forAndroid(row) {
			continue
		}
		for _, f := range []*policy.Field{row.Website, row.PrivacyURL} {
			if f != nil && strings.Contains(strings.ToLower(f.Text), own) {
				return row
			}
		}
	}
	return nil
}

// host is the host of a link without "www.", "" where there is none.
func host(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// others names the members of a family beside its subject.
func (f *family) others() Text {
	var names []Text
	for _, m := range f.members {
		if m != f.subject {
			names = append(names, same(m.Name))
		}
	}
	return list(names)
}

// useOf says how an SDK is used.
func useOf(m *sdkdb.Match) Text {
	switch m.Use {
	case sdkdb.Called:
		return say("Other code of the app calls it.", "应用的其他代码调用了它。")
	case sdkdb.Declared:
		return say("The manifest declares a component of it.", "清单文件声明了它的组件。")
	case sdkdb.Present:
		return say("No code was found that calls it.", "未发现调用它的代码。")
	}
	return Text{}
}

// sdkDenials are the denials that exclude an SDK of the family: of the SDK, of
// one of its categories, or of any.
func (x *facts) sdkDenials(f *family) []policy.Denial {
	out := x.denials(policy.DeniesAllSDKs, "")
	for _, m := range f.members {
		out = append(out, x.denials(policy.DeniesSDK, m.ID)...)
		for _, c := range m.Categories {
			out = append(out, x.denials(policy.DeniesCategory, c)...)
		}
	}
	return out
}

// inUndisclosed reports whether the item is read by an SDK that the document
// does not name, so that it stands inside that finding.
func (x *facts) inUndisclosed(p privacy.Party) bool {
	return slices.ContainsFunc(x.families, func(f *family) bool {
		return !f.disclosed() && slices.ContainsFunc(f.members, func(m *sdkdb.Match) bool { return m.ID == string(p) })
	})
}
