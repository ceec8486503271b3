package policy

import "strings"

// testNames knows a handful of SDKs, enough to read the documents of the
// tests.
type testNames map[string]string // name, lower case, to id

var someNames = testNames{
	"微信支付": "wechat-pay", "wechat pay": "wechat-pay", "wechat payment": "wechat-pay", "微信": "wechat-opensdk", "支付宝": "alipay", "alipay": "alipay",
	"极光推送": "jpush", "jpush": "jpush", "友盟": "umeng-analytics", "umeng": "umeng-analytics", "高德地图": "amap", "amap": "amap", "bugly": "bugly",
	"firebase crashlytics": "firebase-crashlytics", "crashlytics": "firebase-crashlytics", "google analytics": "google-analytics", "admob": "google-admob",
	"facebook login": "facebook-login", "qq互联": "tencent-qq", "新浪微博": "weibo", "穿山甲": "pangle", "小米推送": "mipush", "融云": "rongcloud",
}

func (n testNames) FindNames(text string, found func(start, end int, id string)) {
	low := lowerASCII(text)
	for i := 0; i < len(low); i++ {
		best := ""
		for name := range n {
			if len(name) > len(best) && strings.HasPrefix(low[i:], name) {
				best = name
			}
		}
		if best != "" {
			found(i, i+len(best), n[best])
			i += len(best) - 1
		}
	}
}

func (n testNames) ResolveName(name string) string {
	id := ""
	n.FindNames(name, func(_, _ int, found string) {
		if id == "" {
			id = found
		}
	})
	return id
}

func (testNames) Categories(string) []string { return nil }
