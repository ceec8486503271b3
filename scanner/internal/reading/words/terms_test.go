package words

import (
	"fmt"
	"strings"
	"testing"
)

func TestFindTerms(t *testing.T) {
	tests := []struct {
		name, text string
		collecting bool
		want       string
	}{
		{"english_word_borders", "The nameplate lists an IP address and the gpsx code.", false, "ip_address:IP address"},
		{"plural", "We read IP addresses and MAC addresses.", false, "ip_address:IP addresses mac_address:MAC addresses"},
		{"spaces_and_hyphens", "Wi-Fi MAC, WiFi MAC, AndroidID, ANDROID_ID, Android ID", false,
			"mac_address:Wi-Fi MAC mac_address:WiFi MAC android_id:AndroidID android_id:ANDROID_ID android_id:Android ID"},
		{"chinese_longest", "手机号码、设备序列号、MAC 地址", false, "phone_number:手机号码 serial_number:设备序列号 mac_address:MAC 地址"},
		{"glued_languages", "收集您的IMEI号和Android ID。", false, "imei:IMEI号 android_id:Android ID"},
		{"full_width", "ＩＭＥＩ／IMSI", false, "imei:ＩＭＥＩ imsi:IMSI"},
		{"traditional", "通訊錄與精確位置", false, "contacts:通訊錄 location_precise:精確位置"},
		{"words_of_taiwan", "裝置型號、IP位址、通話紀錄與簡訊內容", false, "device_model:裝置型號 ip_address:IP位址 call_log:通話紀錄 sms:簡訊內容"},
		{"words_of_taiwan_of_another_length", "行事曆、電信業者資訊", true, "calendar:行事曆 carrier:電信業者資訊"},
		{"only_traditional_characters_make_them", "头像和个人资料", true, "nickname_avatar:头像 nickname_avatar:个人资料"},
		{"weak_only_when_collecting", "your name and email", false, ""},
		{"weak_when_collecting", "your name and email", true, "name:name email:email"},
		{"hidden_sense", "the bug location and 存储位置", true, ""},
		{"plural_is_another_word", "nearby Wi-Fi access points", false, "wifi_scan:Wi-Fi access points"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, f := range FindTerms(tt.text, tt.collecting) {
				got = append(got, fmt.Sprintf("%s:%s", f.Item, tt.text[f.Start:f.End]))
			}
			if g := strings.Join(got, " "); g != tt.want {
				t.Errorf("got  %s\nwant %s", g, tt.want)
			}
		})
	}
}

func BenchmarkFindTerms(b *testing.B) {
	text := strings.Repeat("我们会收集您的IMEI、Android ID及已安装应用列表。We may collect your device model, IP address and precise location when you use the service. ", 200)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		FindTerms(text, true)
	}
}
