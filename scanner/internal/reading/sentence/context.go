package sentence

import (
	"strings"

	"github.com/candor-scan/candor/scanner/internal/language"
)

// About says what a list or table is about, as far as SDKs are concerned.
type About int

const (
	AboutNothing About = iota
	AboutPartners
	AboutSDKs
)

// aboutOf tells what a heading or lead is about.
func aboutOf(t string) About {
	low := strings.ToLower(t)
	if MentionsSDK(t) {
		return AboutSDKs
	}
	for _, w := range []string{"third-party librar", "third party librar", "dependencies", "libraries", "third-party service", "third party service", "third-party tool", "third-party component", "software development kit", "第三方插件", "第三方服务", "第三方组件", "开发工具包", "开发包", "第三方开源", "third-party analytics", "third-party sdk"} {
		if strings.Contains(low, w) {
			return AboutSDKs
		}
	}
	for _, w := range []string{"third-part", "third part", "partner", "service provider", "ad network", "advertis", "analytics", "第三方", "合作伙伴", "合作方", "服务商", "供应商", "接入"} {
		if strings.Contains(low, w) {
			return AboutPartners
		}
	}
	return AboutNothing
}

// SpeaksOfSDKs reports whether a label or title is about SDKs or the third
// parties whose products an app holds.
func SpeaksOfSDKs(t string) bool { return aboutOf(t) != AboutNothing }

// MentionsSDK reports whether a text holds the word SDK.
func MentionsSDK(t string) bool {
	for at := 0; ; {
		i := language.IndexFold(t[at:], "sdk")
		if i < 0 {
			return strings.Contains(t, "软件开发工具包") || strings.Contains(t, "开放平台")
		}
		i += at
		if end := i + 3; end == len(t) || t[end] == 's' || t[end] == 'S' || !language.IsAlnumByte(t[end]) {
			return true
		}
		at = i + 3
	}
}
