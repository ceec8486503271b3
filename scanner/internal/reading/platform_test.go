package reading

import (
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/internal/document"
)

// TestOtherPlatform holds that what a document says of iOS alone names no
// permission of Android, and that SDK rows carry their platform.
func TestOtherPlatform(t *testing.T) {
	checkSense(t, []senseCase{
		{"zh_section", "## iOS权限说明\n\n- 相机：扫码\n- 麦克风：录音\n\n## Android权限说明\n\n- 日历：提醒", []string{"calendar stated"}, []string{"camera", "microphone"}},
		{"section", "## Permissions on iOS\n\n- Camera: to scan codes", nil, []string{"camera"}},
		{"part_of_a_section", "## 权限说明\n\n### iOS\n\n- 相机：扫码\n\n### 安卓\n\n- 日历：提醒", []string{"calendar stated"}, []string{"camera"}},
		{"both", "## iOS与Android权限说明\n\n- 相机：扫码", []string{"camera stated"}, nil},
		{"zh_caption", "iOS 应用权限列表\n\n- NSBluetoothAlwaysUsageDescription\n- 访问蓝牙\n- 用于连接手环", nil, []string{"nearby_devices"}},
		{"caption_of_a_table", "iOS权限列表：\n\n| 权限 | 目的 |\n|--|--|\n| 相机权限 | 扫码 |\n\nAndroid权限列表：\n\n| 权限 | 目的 |\n|--|--|\n| 日历权限 | 提醒 |\n", []string{"calendar stated"}, []string{"camera"}},
		{"column", "我们申请的权限：\n\n| 权限 | 目的 | 系统 |\n|--|--|--|\n| 相机权限 | 扫码 | iOS |\n| 日历权限 | 提醒 | Android/iOS |\n", []string{"calendar stated"}, []string{"camera"}},
		{"name_of_a_row", "我们申请的权限：\n\n| 权限 | 目的 |\n|--|--|\n| 相册权限（iOS） | 选图 |\n| 日历权限（Android） | 提醒 |\n", []string{"calendar stated"}, []string{"storage"}},
		{"key_beside_a_constant", "android.permission.READ_CALENDAR (iOS: NSCalendarsUsageDescription) - suggest the date\n", []string{"calendar stated"}, nil},
		{"label", "我们申请以下权限：\n\n- 相册（iOS）：选图\n- 日历：提醒", []string{"calendar stated"}, []string{"storage"}},
		{"studios", "## Permissions of Blue Studios\n\n- Camera: to scan codes", []string{"camera stated"}, nil},
	})
}

func TestPlatformsOfRows(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"section", "## iOS SDK列表\n\nSDK名称：友盟\n使用目的：统计\n收集信息：IDFA\n", "ios"},
		{"column", "| SDK名称 | 使用目的 | 收集信息 | 平台 |\n|--|--|--|--|\n| 友盟 | 统计 | IDFA | iOS端 |\n| Bugly | 崩溃 | 型号 | Android、iOS |\n", "ios android,ios"},
		{"name", "| SDK名称 | 使用目的 | 收集信息 |\n|--|--|--|\n| 友盟（Android） | 统计 | IMEI |\n", "android"},
		{"unsaid", "| SDK名称 | 使用目的 | 收集信息 |\n|--|--|--|\n| 友盟 | 统计 | IMEI |\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := Read([]document.Source{{Path: "case.md", Data: []byte("# 隐私政策\n\n" + tt.text)}}, someNames, document.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, x := range p.SDKs {
				got = append(got, strings.Join(x.Platforms, ","))
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("got %q, want %q", s, tt.want)
			}
		})
	}
}
