package language

import "testing"

// TestFoldTaiwan folds texts of Taiwan to what the same says on the mainland,
// and leaves alone what was written there.
func TestFoldTaiwan(t *testing.T) {
	for _, tt := range []struct{ name, text, like string }{
		{"words", "蒐集裝置資訊與應用程式", "收集设备信息与应用程序"},
		{"characters_alone", "收集設備信息", "收集设备信息"},
		{"mainland_keeps_its_words", "装置资料", "装置资料"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, want := FoldedText(tt.text), FoldedText(tt.like); got != want {
				t.Errorf("%s is read as %s, want %s", tt.text, got, want)
			}
			if f := Fold(tt.text); f.Offset(len(f.Runes)) != len(tt.text) {
				t.Errorf("%s ends at byte %d of %d", tt.text, f.Offset(len(f.Runes)), len(tt.text))
			}
		})
	}
}
