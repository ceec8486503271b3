package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"candor": func() {
			os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
		},
	})
}

// TestScripts runs the scripts of testdata/script: command lines as a user
// would type them, and what must come of them. $FIXTURES is the fixtures
// folder, $SHARED the shared folder beside the checkout (scripts that need it
// skip without it), $SERVER a small web server with good and bad documents.
func TestScripts(t *testing.T) {
	fixtures, err := filepath.Abs("../../fixtures")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(documents(t, fixtures))
	t.Cleanup(server.Close)
	testscript.Run(t, testscript.Params{
		Dir:           filepath.Join("testdata", "script"),
		UpdateScripts: os.Getenv("UPDATE") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("FIXTURES", fixtures)
			e.Setenv("SHARED", filepath.Join(fixtures, "..", "..", "shared"))
			e.Setenv("SERVER", server.URL)
			return nil
		},
		Condition: func(cond string) (bool, error) {
			if cond == "shared" {
				_, err := os.Stat(filepath.Join(fixtures, "..", "..", "shared", "policies"))
				if err != nil {
					t.Log("skipped: no shared folder with the real policies beside the checkout")
				}
				return err == nil, nil
			}
			return false, nil
		},
	})
}

// TestExitCodes holds the codes a script can rely on.
func TestExitCodes(t *testing.T) {
	const solar, plain, policies = "../../fixtures/apps/solar.apk", "../../fixtures/apps/plain.apk", "../../fixtures/policies/"
	for _, c := range []struct {
		name string
		args string
		want int
	}{
		{"check_with_findings", "check " + solar + " --policy " + policies + "gaps.html", 1},
		{"check_that_may_not_fail", "check " + solar + " --policy " + policies + "gaps.html --fail-on never", 0},
		{"check_without_findings", "check " + solar + " --policy " + policies + "complete.md", 0},
		{"check_in_another_format", "check " + solar + " --policy " + policies + "gaps.html -f sarif", 1},
		{"check_without_a_policy", "check " + solar, 2},
		{"no_such_flag", "check " + solar + " --polcy x", 2},
		{"no_such_app", "check none.apk --policy " + policies + "gaps.html", 3},
		{"no_such_policy", "check " + solar + " --policy none.html", 3},
		{"scan", "scan " + solar, 0},
		{"diff_that_adds_what_the_policy_lacks", "diff " + plain + " " + solar + " --policy " + policies + "website.txt", 1},
		{"diff_that_adds_what_the_policy_has", "diff " + plain + " " + solar + " --policy " + policies + "complete.md", 0},
		{"diff_without_a_policy", "diff " + plain + " " + solar, 0},
		{"diff_of_one_app", "diff " + solar, 2},
		{"diff_of_what_cannot_be_read", "diff " + plain + " none.apk", 3},
		{"draft", "draft sdk-list " + solar, 0},
		{"draft_of_what_is_missing_from_nothing", "draft sdk-list " + solar + " --only-missing", 2},
		{"explain", "explain imei", 0},
		{"explain_nothing_known", "explain nonsense", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := run(context.Background(), strings.Fields(c.args), strings.NewReader(""), io.Discard, io.Discard); got != c.want {
				t.Errorf("exit %d, want %d", got, c.want)
			}
		})
	}
}

// documents serves a policy, an error, an endless wait, an endless body and
// redirects without end.
func documents(t *testing.T, fixtures string) http.Handler {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/policy", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFile(w, r, filepath.Join(fixtures, "policies", "complete.md"))
	})
	mux.HandleFunc("/silent", func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(30 * time.Second):
		}
	})
	mux.HandleFunc("/huge", func(w http.ResponseWriter, _ *http.Request) {
		block := []byte(strings.Repeat("privacy policy ", 4096))
		for range 100 << 20 / len(block) {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/around", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/around", http.StatusFound)
	})
	return mux
}
