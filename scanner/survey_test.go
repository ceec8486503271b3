package scanner

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// surveyApps opens the fixture for "app", panics for "fault" and fails for
// everything else; "slow" takes its time before it fails.
func surveyApps(t *testing.T) func(string) (Subject, error) {
	t.Helper()
	file, err := os.Open("../fixtures/apps/plain.apk")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	info, err := file.Stat()
	if err != nil {
		t.Fatal(err)
	}
	return func(path string) (Subject, error) {
		switch {
		case strings.HasPrefix(path, "app"):
			return Subject{App: App{Path: path, File: file, Size: info.Size()}, Close: io.NopCloser(nil)}, nil
		case strings.HasPrefix(path, "fault"):
			panic("index out of range")
		case strings.HasPrefix(path, "slow"):
			time.Sleep(30 * time.Millisecond)
		}
		return Subject{}, fmt.Errorf("%s: no app", path)
	}
}

func TestSurvey(t *testing.T) {
	o, err := DefaultOptions()
	if err != nil {
		t.Fatal(err)
	}
	open := surveyApps(t)
	paths := []string{"slow1", "app1", "none1", "fault1", "slow2", "app2", "app3", "none2"}
	for _, workers := range []int{1, 2, 5} {
		t.Run(fmt.Sprintf("workers_%d", workers), func(t *testing.T) {
			o := o
			o.Workers = workers
			var got []string
			err := Survey(context.Background(), slices.Values(paths), open, o, func(s Surveyed) error {
				what := "read"
				if s.Err != nil {
					what = s.Err.Error()
				} else if s.Report.App.Package != "com.example.plain" || s.Report.App.Path != s.Path {
					t.Errorf("%s: the report is that of %+v", s.Path, s.Report.App)
				}
				got = append(got, s.Path+": "+strings.TrimPrefix(what, s.Path+": "))
				return nil
			})
			want := []string{"slow1: no app", "app1: read", "none1: no app",
				"fault1: candor failed on it, which is a fault of candor: index out of range",
				"slow2: no app", "app2: read", "app3: read", "none2: no app"}
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("%v\n%s", err, strings.Join(got, "\n"))
			}
		})
	}
}

func TestSurvey_ends_early(t *testing.T) {
	o, err := DefaultOptions()
	if err != nil {
		t.Fatal(err)
	}
	o.Workers = 2
	open := surveyApps(t)
	endless := func(yield func(string) bool) {
		for yield("app") {
		}
	}
	full := errors.New("disk full")
	t.Run("each_fails", func(t *testing.T) {
		n := 0
		err := Survey(context.Background(), endless, open, o, func(Surveyed) error {
			if n++; n == 3 {
				return full
			}
			return nil
		})
		if err != full || n != 3 {
			t.Errorf("%d apps, %v", n, err)
		}
	})
	t.Run("context_ends", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		n := 0
		err := Survey(ctx, endless, open, o, func(Surveyed) error {
			if n++; n == 3 {
				cancel()
			}
			return nil
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%d apps, %v", n, err)
		}
	})
}
