package disclosure

import "testing"

func TestSentencesInBothLanguages(t *testing.T) {
	items := list([]Text{{"IMEI", "IMEI"}, {"location", "位置"}, {"MAC address", "MAC 地址"}})
	for _, c := range []struct {
		name string
		got  Text
		want Text
	}{
		{"latin_in_chinese_gets_spaces", say("code references %s.", "代码引用了%s。", items),
			Text{"code references IMEI, location and MAC address.", "代码引用了 IMEI、位置和 MAC 地址。"}},
		{"chinese_in_chinese_gets_none", say("%s", "引用了%s信息", Text{"location", "位置"}), Text{"location", "引用了位置信息"}},
		{"spaces_are_not_doubled", say("%s", "内含 %s 的代码", same("Alipay")), Text{"Alipay", "内含 Alipay 的代码"}},
		{"quotes_keep_close", say("%s", "“%s”的条目", same("WeChat")), Text{"WeChat", "“WeChat”的条目"}},
		{"one_of_a_list", list([]Text{same("a")}), same("a")},
		{"sentences_follow_each_other", join(Text{"A.", "甲。"}, Text{}, Text{"B.", "乙。"}), Text{"A. B.", "甲。乙。"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.got != c.want {
				t.Errorf("%+v, want %+v", c.got, c.want)
			}
		})
	}
}

func TestWordsAreFoundAtTheirBorders(t *testing.T) {
	for _, c := range []struct {
		text, word string
		want       bool
	}{
		{"to pay within the app", "pay", true}, {"payload of the map", "pay", false}, {"we repay", "pay", false}, {"Pay.", "pay", true},
		{"用于支付功能", "支付", true}, {"用wechat pay支付", "pay", true}, {"", "pay", false}, {"pay", "", false}, {"payload, pay", "pay", true},
	} {
		if got := namesFunction(c.text, []string{c.word}); got != c.want {
			t.Errorf("%q in %q: %v", c.word, c.text, got)
		}
	}
}
