package report

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// elements walks the elements of a page.
func elements(t *testing.T, page string) []*html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var list []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			list = append(list, n)
		}
	}
	return list
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func TestHTMLIsSelfContainedAndStrict(t *testing.T) {
	for name, r := range map[string]*Report{"check": exampleReport(t), "scan": scanned(t), "hostile": hostileReport(t), "empty": {}} {
		t.Run(name, func(t *testing.T) {
			var policy string
			blocks := map[string][]string{}
			ids := map[string]bool{}
			var links []string
			for _, n := range elements(t, render(t, "html", r, Options{})) {
				switch n.Data {
				case "script", "style":
					blocks[n.Data] = append(blocks[n.Data], n.FirstChild.Data)
				case "link", "img", "iframe", "object", "embed", "base", "svg", "video", "audio":
					t.Errorf("the page holds <%s>", n.Data)
				case "meta":
					if attribute(n, "http-equiv") == "Content-Security-Policy" {
						policy = attribute(n, "content")
					}
				}
				for _, a := range n.Attr {
					switch {
					case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "src", a.Key == "action":
						t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
					case a.Key == "href":
						links = append(links, a.Val)
					case a.Key == "id":
						if ids[a.Val] {
							t.Errorf("id %s stands there twice", a.Val)
						}
						ids[a.Val] = true
					}
				}
			}
			for _, link := range links {
				if to, ok := strings.CutPrefix(link, "#"); !ok || !ids[to] {
					t.Errorf("a link leads to %q", link)
				}
			}
			if len(blocks["script"]) != 1 || len(blocks["style"]) != 1 {
				t.Fatalf("%d scripts and %d styles, want one each", len(blocks["script"]), len(blocks["style"]))
			}
			if want := contentPolicy(blocks["style"][0], blocks["script"][0]); policy != want {
				t.Errorf("policy = %q, want the hashes of what stands there: %q", policy, want)
			}
		})
	}
}

func TestHTMLMarksQuotedPassages(t *testing.T) {
	r := exampleReport(t)
	var marked []string
	for _, n := range elements(t, render(t, "html", r, Options{})) {
		if n.Data == "mark" {
			marked = append(marked, n.FirstChild.Data)
		}
	}
	text := strings.Join(marked, "|")
	for _, want := range []string{"Camera permission", "Each permission above is obtained after asking you.", "https://open.weixin.qq.com/", "Sunny Analytics"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not marked", want)
		}
	}
	if strings.Contains(text, "usage statistics") {
		t.Error("a passage that nothing quotes is marked")
	}
}

func TestCutLine(t *testing.T) {
	for name, c := range map[string]struct {
		marks []span
		want  string
	}{
		"none":        {nil, "abc😀def"},
		"one":         {[]span{{2, 4}}, "a[bc]😀def"},
		"overlapping": {[]span{{4, 8}, {2, 5}}, "a[bc😀de]f"},
		"touching":    {[]span{{1, 2}, {2, 3}}, "[ab]c😀def"},
		"all":         {[]span{{1, 9}}, "[abc😀def]"},
	} {
		t.Run(name, func(t *testing.T) {
			got := ""
			for _, p := range cutLine("abc😀def", c.marks) {
				if p.Mark {
					p.Text = "[" + p.Text + "]"
				}
				got += p.Text
			}
			if got != c.want {
				t.Errorf("cutLine = %s, want %s", got, c.want)
			}
		})
	}
}

// TestHTMLInABrowser loads the page in Chromium: the script must run under the
// page's own policy, and hostile text must not.
func TestHTMLInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "report.html")
	if err := os.WriteFile(path, []byte(render(t, "html", hostileReport(t), Options{})), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--user-data-dir="+filepath.Join(dir, "profile"), "--enable-logging=stderr", "--dump-dom", "file://"+path)
	var log strings.Builder
	cmd.Stderr = &log
	timer := time.AfterFunc(20*time.Second, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	dom, err := cmd.Output()
	if err != nil {
		t.Skipf("chromium does not run here: %v", err)
	}
	ran := false
	for _, n := range elements(t, string(dom)) {
		if attribute(n, "id") == "fold" {
			ran = true
			for _, a := range n.Attr {
				ran = ran && a.Key != "hidden"
			}
		}
	}
	if !ran {
		t.Error("the script of the page did not run")
	}
	for _, line := range strings.Split(log.String(), "\n") {
		if strings.Contains(line, "CONSOLE") {
			t.Errorf("the browser says: %s", line)
		}
	}
}
