package sdkdb

import (
	"strings"
	"testing"
)

func embeddedForTest(t testing.TB) *DB {
	t.Helper()
	db, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func TestEveryAliasNamesOneSDK(t *testing.T) {
	db := embeddedForTest(t)
	exact := map[string]string{}
	x := db.buildNames()
	for _, n := range x.list {
		if n.sdk == nil {
			continue
		}
		key := strings.ToLower(strings.ReplaceAll(n.text, " ", ""))
		if old, ok := exact[key]; ok && old != n.sdk.ID {
			t.Errorf("%q names %s and %s", n.text, old, n.sdk.ID)
		}
		exact[key] = n.sdk.ID
		if got := db.ResolveName(n.text); got != n.sdk.ID {
			t.Errorf("the name %q of %s resolves to %q", n.text, n.sdk.ID, got)
		}
	}
}

func TestResolveName(t *testing.T) {
	db := embeddedForTest(t)
	for name, want := range map[string]string{
		"Bugly SDK": "bugly", "App 支付宝客户端 SDK": "alipay", "百度统计SDK": "baidu-mobstat", "X5内核 SDK": "tencent-x5",
		"穿山甲SDK": "pangle", "广点通SDK": "gdt", "微博SDK": "weibo", "QQ SDK": "tencent-qq", "微信 SDK": "wechat-opensdk",
		"talkingdata": "talkingdata", "移动安全联盟sdk": "oaid-msa", "QQ开放平台": "tencent-qq", "个推·消息推送": "getui",
		"华为 HMS push": "huawei-push", "移动安全联盟 OAID": "oaid-msa", "腾讯TPNS推送": "tencent-tpns", "小米PUSH": "mipush",
		"Umeng（友盟） SDK": "umeng-analytics", "穿山甲广告联盟": "pangle", "广点通广告联盟": "gdt", "ADSCOPE": "beizi",
		"Google Firebase Analytics": "firebase-analytics", "AdMob (Google)": "google-admob", "MLKit": "google-mlkit",
		"Okhttp3 SDK": "okhttp", "Fresco图库": "fresco", "微信支付 WeChat Payment": "wechat-pay", "9.2 支付宝 Alipay": "alipay",
		"Firebase Crashlytics": "firebase-crashlytics", "Facebook Login": "facebook-login", "微信登录": "wechat-opensdk",
		"QQ互联": "tencent-qq", "新浪微博": "weibo", "ＱＱ互联ＳＤＫ": "tencent-qq", "Adjust": "adjust", "Branch": "branch",
		"快手 (com.kwad.sdk)": "kuaishou-ads", "Contacts io.dcloud.feature.contacts": "dcloud", "com.umeng": "umeng-analytics",
		"com.tencent.mm": "wechat-opensdk", "网易一键登录": "netease-yidun", "Bugly（v4.1.9）": "bugly", "友盟SDK for Android": "umeng-analytics",
		"腾讯": "", "Google": "", "统计SDK": "", "推送": "", "SDK": "", "": "", "华为联运SDK": "", "阿里weexSDK": "weex", "百度": "",
		"Google Play In-App Review": "google-play-core", "Google Play": "", "Room": "", "Compose": "", "com.taobao": "", "公安实名认证SDK": "", "Azure 文本翻译 SDK": "",
	} {
		t.Run(name, func(t *testing.T) {
			if got := db.ResolveName(name); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestFindNames(t *testing.T) {
	db := embeddedForTest(t)
	for text, want := range map[string]string{
		"为保障支付安全，支付宝SDK会获取您的IMEI":                                       "支付宝SDK=alipay",
		"第三方SDK包括但不限于：微信登录、QQ互联、新浪微博等":                                  "微信登录=wechat-opensdk QQ互联=tencent-qq 新浪微博=weibo",
		"您可以用支付宝付款。我们使用友盟SDK。":                                          "友盟SDK=umeng-analytics",
		"Firebase Crashlytics and Facebook Login":                       "Firebase Crashlytics=firebase-crashlytics Facebook Login=facebook-login",
		"We adjust each segment of a batch. Click here or on the line.": "",
		"We use the Branch SDK, and Adjust SDK.":                        "Branch SDK=branch Adjust SDK=adjust",
		"The SDK reads a branch and here a segment":                     "",
		"Vungle, AdColony and\nUnity Ads":                               "Vungle=vungle AdColony=adcolony Unity Ads=unity-ads",
		"AdMobiles":                                                     "", "友盟推送": "友盟推送=umeng-push", "ML Kit or MLKit": "ML Kit=google-mlkit MLKit=google-mlkit",
	} {
		t.Run(text, func(t *testing.T) {
			var got []string
			at := 0
			db.FindNames(text, func(start, end int, id string) {
				if start < at {
					t.Errorf("overlap at %d", start)
				}
				at = end
				got = append(got, text[start:end]+"="+id)
			})
			if strings.Join(got, " ") != want {
				t.Errorf("got %q, want %q", strings.Join(got, " "), want)
			}
		})
	}
}

func BenchmarkFindNames(b *testing.B) {
	db := embeddedForTest(b)
	text := strings.Repeat("我们接入的第三方SDK包括但不限于：微信登录、QQ互联、新浪微博等，we use Firebase Crashlytics to adjust the crash reports of each device. ", 200)
	db.FindNames(text, func(int, int, string) {})
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		db.FindNames(text, func(int, int, string) {})
	}
}

func BenchmarkBuildNames(b *testing.B) {
	db := embeddedForTest(b)
	for b.Loop() {
		db.buildNames()
	}
}

func TestFindAliases(t *testing.T) {
	db := embeddedForTest(t)
	for _, c := range []struct{ name, text, want string }{
		{"a_name_counts", "JPush pushes", "jpush sure"},
		{"a_bare_company_is_a_hint", "微信付款", "wechat-opensdk hint"},
		{"it_counts_beside_the_word_sdk", "微信付款SDK", "wechat-opensdk sure"},
		{"a_common_word_is_no_hint", "in line with", ""},
		{"a_longer_name_wins", "微信支付", "wechat-pay sure"},
		{"none", "a text", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			db.FindAliases(c.text, func(start, end int, id string, sure bool) {
				got = append(got, id+map[bool]string{true: " sure", false: " hint"}[sure])
			})
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("found %q, want %q", s, c.want)
			}
		})
	}
}
