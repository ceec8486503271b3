package main

import "testing"

// FuzzConfig decodes any bytes: an error says what is wrong, and what was
// accepted names only rules, severities and languages that exist.
func FuzzConfig(f *testing.F) {
	for _, s := range []string{
		"",
		"policy: [privacy.md, https://example.com/p]\nlang: zh\nstrict: true\n",
		"rules:\n  permission/undisclosed: warning\n  \"sdk/field\": off\n",
		"profile: cn\nfail-on: never\nsdkdb: sdks\nbaseline: known.json\n",
		"rules: {permission/undisclosed: loud}\n",
		"a: &a [*a]\n",
		"policy: x\n---\npolicy: y\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := decodeConfig(data)
		if err != nil {
			if err.Error() == "" {
				t.Fatalf("%q: an error that says nothing", data)
			}
			return
		}
		if err := c.check(data); err != nil {
			t.Fatalf("%q: accepted, and yet %v", data, err)
		}
	})
}
