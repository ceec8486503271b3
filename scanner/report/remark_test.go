package report

import (
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/evidence"
)

// TestWhatFileReadersSayInChinese shows notes, reasons and losses in the
// language of the report.
func TestWhatFileReadersSayInChinese(t *testing.T) {
	r := exampleReport(t)
	lost := []evidence.NotRead{{What: "classes2.dex", Why: "class_defs: 2 of 3 outside the file"}}
	r.App.Complete, r.App.NotRead, r.Summary.NotRead = false, lost, lost
	r.App.Notes = []string{"classes4.dex is not loaded by Android, which looks for classes3.dex next; it was not read"}
	r.App.Engines = []string{"Flutter", "native code"}
	r.App.Packer = &disclosure.Packer{Name: "an unknown packer (未知加固)"}
	r.Permissions[3].Effective, r.Permissions[3].Reason = nil, "maxSdkVersion 18 is below minSdkVersion 21"
	pairs := [][2]string{
		{"2 of 3 outside the file", "3 个中有 2 个位于文件之外"},
		{"Flutter, native code", "Flutter、原生代码"},
		{"an unknown packer", "未知加固"},
	}
	notes := append(pairs, [2]string{"which looks for classes3.dex next", "接下来查找的是 classes3.dex"}, [2]string{"18 is below", "18 低于"})
	for format, want := range map[string][][2]string{"text": pairs, "markdown": pairs, "html": notes} {
		for _, p := range want {
			english, chinese := render(t, format, r, Options{Lang: "en"}), render(t, format, r, Options{Lang: "zh"})
			if !strings.Contains(english, p[0]) || !strings.Contains(chinese, p[1]) {
				t.Errorf("%s: %q stands in the English report: %v; %q in the Chinese one: %v", format, p[0], strings.Contains(english, p[0]), p[1], strings.Contains(chinese, p[1]))
			}
			if format != "html" && strings.Contains(chinese, p[0]) {
				t.Errorf("%s: the Chinese report says %q", format, p[0])
			}
		}
	}
}
