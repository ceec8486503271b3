package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"

	"github.com/candor-scan/candor/scanner/disclosure"
)

// configName is the configuration that is read where --config names none.
const configName = ".candor.yaml"

// maxConfig bounds the configuration, in bytes.
const maxConfig = 1 << 20

// config is the configuration file; docs/config.schema.json describes it for
// editors. Flags win over it. Paths in it are relative to its folder.
type config struct {
	Policy   []string          `yaml:"policy"`   // documents check reads where no --policy is given
	Profile  string            `yaml:"profile"`  // requirements that apply
	FailOn   string            `yaml:"fail-on"`  // as the flag
	Strict   bool              `yaml:"strict"`   // as the flag
	Lang     string            `yaml:"lang"`     // as the flag
	SDKDB    string            `yaml:"sdkdb"`    // folder with SDK entries of the company
	Baseline string            `yaml:"baseline"` // file of known findings
	Rules    map[string]string `yaml:"rules"`    // severity by rule id: error, warning, note, off
}

// readConfig reads a configuration; its name is "" where there is none.
func readConfig(path string) (config, string, error) {
	named := path != ""
	if !named {
		path = configName
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return config{}, "", nil
	}
	if err != nil {
		return config{}, "", openError(path, err, "give the configuration with --config")
	}
	defer f.Close()
	data, err := readBounded(f, maxConfig)
	if err != nil {
		return config{}, "", inputError{path, err.Error(), "give a configuration"}
	}
	c, err := decodeConfig(data)
	if err != nil {
		return config{}, "", usagef("%s: %w", path, err)
	}
	dir := filepath.Dir(path)
	for _, p := range []*string{&c.SDKDB, &c.Baseline} {
		if *p != "" && !filepath.IsAbs(*p) {
			*p = filepath.Join(dir, *p)
		}
	}
	for i, p := range c.Policy {
		if !filepath.IsAbs(p) && !strings.Contains(p, "://") {
			c.Policy[i] = filepath.Join(dir, p)
		}
	}
	return c, path, nil
}

// decodeConfig decodes a configuration. An unknown key or a value that means
// nothing is an error that names its line.
func decodeConfig(data []byte) (config, error) {
	var c config
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(&c); err != nil && !errors.Is(err, io.EOF) {
		return config{}, plainYAML(err)
	}
	var extra yaml.Node
	if d.Decode(&extra) == nil {
		return config{}, fmt.Errorf("line %d: a second document, where one is read", extra.Line)
	}
	return c, c.check(data)
}

// check looks at the values that must be one of a few.
func (c config) check(data []byte) error {
	severities := []string{"error", "warning", "note", "off"}
	for rule, severity := range c.Rules {
		if _, ok := disclosure.LookupRule(rule); !ok {
			return fmt.Errorf("line %d: no rule %q; 'candor explain' lists them", lineOf(data, rule), rule)
		}
		if !slices.Contains(severities, severity) {
			return fmt.Errorf("line %d: %s: %q is no severity; choose one of %s", lineOf(data, rule), rule, severity, strings.Join(severities, ", "))
		}
	}
	for _, v := range []struct {
		key, value string
		allowed    []string
	}{
		{"fail-on", c.FailOn, []string{"error", "warning", "note", "never"}},
		{"lang", c.Lang, []string{"en", "zh", "both"}},
		{"profile", c.Profile, profileNames()},
	} {
		if v.value != "" && !slices.Contains(v.allowed, v.value) {
			return fmt.Errorf("line %d: %s: %q is not known; choose one of %s", lineOf(data, v.key), v.key, v.value, strings.Join(v.allowed, ", "))
		}
	}
	return nil
}

// lineOf is the line on which a key stands first.
func lineOf(data []byte, key string) int {
	for i, line := range strings.Split(string(data), "\n") {
		if rest, ok := strings.CutPrefix(strings.Trim(strings.TrimSpace(line), `"'`), key); ok && strings.HasPrefix(strings.TrimLeft(rest, `"' `), ":") {
			return i + 1
		}
	}
	return 1
}

// plainYAML takes the Go type names out of a decoder's message.
func plainYAML(err error) error {
	var te *yaml.TypeError
	if errors.As(err, &te) && len(te.Errors) > 0 {
		msg := te.Errors[0]
		if before, _, ok := strings.Cut(msg, " not found in type "); ok {
			return errors.New(strings.Replace(before, "field ", "unknown key ", 1) + "; known are policy, profile, fail-on, strict, lang, sdkdb, baseline and rules")
		}
		return errors.New(msg)
	}
	return errors.New(strings.TrimPrefix(err.Error(), "yaml: "))
}

func profileNames() []string {
	var names []string
	for _, p := range disclosure.Profiles() {
		names = append(names, p.ID)
	}
	return names
}

// configured puts the configuration under the flags that were given.
func (c *cli) configured(cmd *cobra.Command) error {
	conf, _, err := readConfig(c.flags.config)
	if err != nil {
		return err
	}
	set := func(flag string, to *string, value string) {
		if value != "" && !cmd.Flags().Changed(flag) {
			*to = value
		}
	}
	set("profile", &c.flags.profile, conf.Profile)
	set("fail-on", &c.flags.failOn, conf.FailOn)
	set("lang", &c.flags.lang, conf.Lang)
	set("sdkdb", &c.flags.sdkdb, conf.SDKDB)
	set("baseline", &c.flags.baseline, conf.Baseline)
	if conf.Strict && !cmd.Flags().Changed("strict") {
		c.flags.strict = true
	}
	if len(c.flags.policies) == 0 {
		c.flags.policies = conf.Policy
	}
	c.flags.severities = map[string]disclosure.Severity{}
	for rule, severity := range conf.Rules {
		c.flags.severities[rule] = disclosure.Severity(severity)
	}
	return nil
}

// readBaseline reads the known findings; nil where none are named.
func (c *cli) readBaseline() (*disclosure.Baseline, error) {
	path := c.flags.baseline
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, openError(path, err, "write one with --write-baseline "+path)
	}
	defer f.Close()
	b, err := disclosure.ReadBaseline(f)
	if err != nil {
		return nil, inputError{path, err.Error(), "write it anew with --write-baseline"}
	}
	return b, nil
}

// writeBaseline saves the findings of a report as known. Reasons and expiries
// of a baseline that was read are kept.
func (c *cli) writeBaseline(findings []disclosure.Finding, old *disclosure.Baseline) error {
	path := c.flags.writeBaseline
	f, err := os.Create(path)
	if err != nil {
		return usagef("%w", openError(path, err, "choose another file for --write-baseline"))
	}
	if err := disclosure.WriteBaseline(f, disclosure.NewBaseline(findings, old)); err != nil {
		f.Close()
		return fmt.Errorf("%s: %w", path, err)
	}
	return f.Close()
}
