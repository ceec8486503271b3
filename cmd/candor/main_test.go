package main

import (
	"context"
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
