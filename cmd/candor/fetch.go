package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// Bounds of a fetch. Both tries together end within ten seconds.
const (
	fetchTimeout  = 4500 * time.Millisecond
	maxRedirects  = 5
	fetchAttempts = 2
)

// fetch reads a document from the web: bounded in size, time and redirects,
// with one more try where the connection or the server failed.
func fetch(ctx context.Context, address string, limit int64) ([]byte, error) {
	client := &http.Client{Timeout: fetchTimeout, CheckRedirect: func(_ *http.Request, via []*http.Request) error {
		if len(via) > maxRedirects {
			return fmt.Errorf("redirects more than %d times", maxRedirects)
		}
		return nil
	}}
	var err error
	for range fetchAttempts {
		var data []byte
		var again bool
		if data, again, err = fetchOnce(ctx, client, address, limit); err == nil {
			return data, nil
		} else if !again {
			break
		}
	}
	return nil, inputError{address, err.Error(), "save the policy as a file and give that"}
}

func fetchOnce(ctx context.Context, client *http.Client, address string, limit int64) (data []byte, again bool, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, false, errors.New("is not a URL")
	}
	req.Header.Set("User-Agent", "candor")
	req.Header.Set("Accept", "text/html, text/markdown, text/plain, application/pdf;q=0.9, */*;q=0.1")
	resp, err := client.Do(req)
	if err != nil {
		var ue *url.Error
		if errors.As(err, &ue) {
			if ue.Timeout() {
				return nil, false, fmt.Errorf("no answer within %v", fetchTimeout)
			}
			err = ue.Err
		}
		return nil, true, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, resp.StatusCode >= 500, fmt.Errorf("the server answers %s", resp.Status)
	}
	if resp.ContentLength > limit {
		return nil, false, fmt.Errorf("is larger than %d MB", limit>>20)
	}
	data, err = readBounded(resp.Body, limit)
	if errors.Is(err, errTooLarge) {
		return nil, false, fmt.Errorf("is larger than %d MB", limit>>20)
	}
	if err != nil {
		return nil, false, fmt.Errorf("the answer broke off: no full document within %v", fetchTimeout)
	}
	return data, false, nil
}
