package usage

import (
	"testing"

	"github.com/candor-scan/candor/fixtures/forge"
)

const (
	newURL  = "Ljava/net/URL;-><init>(Ljava/lang/String;)V"
	exec    = "Ljava/lang/Runtime;->exec(Ljava/lang/String;)Ljava/lang/Process;"
	listDir = "Ljava/io/File;->listFiles()[Ljava/io/File;"
	log     = "Landroid/util/Log;->d(Ljava/lang/String;Ljava/lang/String;)I"
)

// TestForms shows which longer strings count as the paths, hosts and arguments
// of the table, each beside a call in one method.
func TestForms(t *testing.T) {
	for _, tt := range []struct{ name, text, call, want string }{
		{"host", "https://api.ipify.org", newURL, "ip_address app read\n"},
		{"host_and_query", "https://api.ipify.org?format=json", newURL, "ip_address app read\n"},
		{"host_and_any_path", "https://ifconfig.me/ip", newURL, "ip_address app read\n"},
		{"host_and_its_path", "http://ip-api.com/json/?lang=zh", newURL, "ip_address app read\n"},
		{"host_with_port", "http://ip-api.com:80/json", newURL, "ip_address app read\n"},
		{"another_path_of_the_host", "http://ip-api.com/docs", newURL, ""},
		{"a_longer_name_of_a_path", "http://ip-api.com/jsonp", newURL, ""},
		{"a_longer_host", "https://notifconfig.me/ip", newURL, ""},
		{"a_host_below", "https://api.ifconfig.me.example.com/ip", newURL, ""},
		{"a_host_in_a_path", "https://example.com/ifconfig.me", newURL, ""},
		{"a_host_without_a_connection", "https://ifconfig.me/ip", log, "ip_address app weak\n"},

		{"command", "getprop ro.serialno", exec, "serial_number app read\n"},
		{"command_by_path", "/system/bin/getprop ro.serialno", exec, "serial_number app read\n"},
		{"command_in_a_shell", `sh -c "getprop ro.serialno|cat"`, exec, "serial_number app read\n"},
		{"command_on_a_file", "cat /sys/class/net/eth0/address", exec, "mac_address app read\n"},
		{"command_on_another_file", "cat /proc/cpuinfo", exec, "device_hardware app read\n"},
		{"command_of_several_words", "pm list packages -3", exec, "installed_apps app read\n"},
		{"command_that_is_a_row", "/system/bin/screencap -p /data/a.png", exec, "screen_capture app read\n"},
		{"command_of_other_words", "pm list packagesets", exec, ""},
		{"log_line", "reading /proc/cpuinfo failed", exec, ""},
		{"log_line_that_begins_with_the_path", "/proc/cpuinfo is missing", exec, ""},
		{"log_line_about_a_command", "cat: /proc/cpuinfo: no such file", exec, ""},
		{"log_line_about_a_property", "no ro.serialno here", exec, ""},
		{"command_that_is_not_run", "getprop ro.serialno", log, "serial_number app weak\n"},

		{"folder", "/sdcard", listDir, "files app read\n"},
		{"folder_below", "/sdcard/DCIM", listDir, "files app read\n"},
		{"folder_below_another", "/storage/emulated/0/Download", listDir, "files app read\n"},
		{"a_longer_name_of_a_folder", "/sdcardx/DCIM", listDir, ""},
		{"a_longer_name_of_another", "/storage/emulated/01", listDir, ""},
		{"a_sentence", "/sdcard/ is not read", listDir, ""},
		{"file_below_a_folder", "/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq", newFileReader, "device_hardware app read\n"},
		{"address_of_any_interface", "/sys/class/net/wlan1/address", newFileReader, "mac_address app read\n"},
		{"the_folder_of_interfaces", "/sys/class/net/", newFileReader, "mac_address app read\n"},
		{"another_file_of_an_interface", "/sys/class/net/wlan0/statistics/rx_bytes", newFileReader, ""},
		{"another_file_with_a_like_name", "/proc/version_signature", newFileReader, ""},

		{"uri_that_ends_with_a_slash", "content://com.meizu.flyme.openidsdk/oaid", query, "oaid app read\n"},
		{"uri_without_its_slash", "content://com.meizu.flyme.openidsdk", query, "oaid app read\n"},
		{"a_longer_authority", "content://com.meizu.flyme.openidsdks/oaid", query, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			items := read(t, nil, class("com.example.app.A", method("m",
				forge.ConstString(1, tt.text), forge.InvokeRange(virtual, tt.call, 0, 6))))
			if got := summary(items); got != tt.want {
				t.Errorf("%q gives\n%swant\n%s", tt.text, got, tt.want)
			}
		})
	}
}
