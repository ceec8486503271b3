package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-scan/candor/scanner/disclosure"
	"github.com/candor-scan/candor/scanner/privacy"
	"github.com/candor-scan/candor/scanner/usage"
	"github.com/candor-scan/candor/sdkdb"
)

func (c *cli) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain [RULE | SDK | PERMISSION | ITEM]",
		Short: "Explain a rule, an SDK, a permission or an item; without any, list the rules",
		Example: `  candor explain permission/refusal
  candor explain wechat-pay
  candor explain READ_PHONE_STATE
  candor explain imei`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := c.prepare(); err != nil {
				return err
			}
			if len(args) == 0 {
				return listRules(c.stdout)
			}
			return c.explain(args[0])
		},
	}
}

func listRules(w io.Writer) error {
	for _, r := range disclosure.Rules() {
		if _, err := fmt.Fprintf(w, "%-28s %-8s %s\n", r.ID, r.Severity, r.Title.EN); err != nil {
			return err
		}
	}
	return nil
}

// explain answers for whatever the subject names; a word may name several.
func (c *cli) explain(subject string) error {
	var b strings.Builder
	if r, ok := disclosure.LookupRule(subject); ok {
		explainRule(&b, r)
	}
	if s := c.options.DB.Lookup(subject); s != nil {
		explainSDK(&b, s)
	}
	if p, ok := findPermission(subject); ok {
		explainPermission(&b, p)
	}
	if i, ok := privacy.LookupItem(privacy.Item(subject)); ok {
		explainItem(&b, i)
	}
	if g := privacy.LookupGroup(privacy.Group(subject)); g != nil {
		explainGroup(&b, g)
	}
	if b.Len() == 0 {
		return usagef("explain: %q is no rule, SDK, permission or item; 'candor explain' lists the rules, 'candor sdk list' the SDKs", subject)
	}
	_, err := io.WriteString(c.stdout, b.String())
	return err
}

func findPermission(name string) (privacy.Permission, bool) {
	if p, ok := privacy.LookupPermission(name); ok {
		return p, true
	}
	return privacy.LookupPermission("android.permission." + strings.ToUpper(name))
}

// sheet writes labelled lines, one subject after the other.
type sheet struct{ *strings.Builder }

func (s sheet) title(text string) {
	if s.Len() > 0 {
		s.WriteString("\n")
	}
	s.WriteString(text + "\n")
}

// line writes a label and its value; an empty value is left out.
func (s sheet) line(label, value string) {
	if value != "" {
		fmt.Fprintf(s, "  %-13s %s\n", label, strings.ReplaceAll(value, "\n", "\n                "))
	}
}

func explainRule(b *strings.Builder, r disclosure.Rule) {
	s := sheet{b}
	s.title(r.ID + " (" + string(r.Severity) + "): " + r.Title.EN)
	s.line("", r.Title.ZH)
	s.line("why", r.Why.EN)
	s.line("looks at", r.LooksAt.EN)
	s.line("do", r.Remedy.EN)
	s.line("before", r.Before)
	s.line("after", r.After)
	for _, id := range r.Cites {
		if q, ok := disclosure.LookupRequirement(id); ok {
			s.line("asked for by", q.Citation().EN+": "+q.Text.EN)
		}
	}
	s.line("since", r.Since)
}

func explainSDK(b *strings.Builder, d *sdkdb.SDK) {
	s := sheet{b}
	s.title(d.ID + " (" + d.Kind + "): " + d.Name)
	s.line("also called", strings.Join(slices.Concat(d.NamesEN, d.NamesZH), ", "))
	s.line("vendor", strings.Join(slices.Concat(d.Vendor.EN, d.Vendor.ZH), ", "))
	s.line("website", d.Website)
	s.line("privacy", d.PrivacyURL)
	s.line("part of", d.Parent)
	s.line("category", strings.Join(d.Categories, ", "))
	var classes []string
	for _, p := range d.Classes {
		classes = append(classes, p.Value)
	}
	s.line("class trees", strings.Join(classes, ", "))
	var says []string
	for _, i := range d.Items {
		says = append(says, i.Value)
	}
	s.line("vendor says", strings.Join(says, ", "))
	for _, b := range d.BundledIn {
		s.line("ships inside", strings.TrimSuffix(b.In+": "+b.Note, ": "))
	}
	if d.Parent == "" && len(d.Learned) == 0 {
		s.line("learned from", "no published artefact: names and prefixes of other lists only; renamed code is not recognised")
	}
	for _, l := range d.Learned {
		artefact, version := artefactVersion(l.Artefact)
		s.line("learned from", strings.TrimSpace(artefact+" "+version)+"  sha256 "+l.SHA256[:min(len(l.SHA256), 12)]+"…")
	}
}

// artefactVersion takes the version out of the name of a published artefact:
// "group:artifact:version", or "npm:package@version:file".
func artefactVersion(name string) (artefact, version string) {
	if rest, ok := strings.CutPrefix(name, "npm:"); ok {
		pkg, file, _ := strings.Cut(rest, ":")
		if at := strings.LastIndex(pkg, "@"); at > 0 {
			return "npm " + pkg[:at] + " (" + file + ")", pkg[at+1:]
		}
		return name, ""
	}
	if at := strings.LastIndex(name, ":"); at > 0 {
		return name[:at], name[at+1:]
	}
	return name, ""
}

func explainPermission(b *strings.Builder, p privacy.Permission) {
	s := sheet{b}
	s.title(p.Name)
	s.line("level", p.Level)
	s.line("group", string(privacy.GroupOf(p.Name)))
	s.line("asked", map[string]string{privacy.KindRuntime: "in a dialog, while the app runs",
		privacy.KindSpecial: "in the system settings", privacy.KindInstallTime: "never: granted at installation"}[p.Kind])
	if p.AddedAPI > 0 {
		s.line("since API", fmt.Sprint(p.AddedAPI))
	}
	for _, r := range privacy.PermissionRules() {
		switch {
		case r.Kind == privacy.RuleSplit && slices.Contains(r.Then, p.Name):
			s.line("implied by", r.When+when(r))
		case r.When == p.Name && r.Kind == privacy.RuleSplit:
			s.line("implies", strings.Join(r.Then, ", ")+when(r))
		case r.When == p.Name && r.Kind == privacy.RuleNoEffect:
			s.line("no effect", strings.TrimPrefix(when(r), " "))
		case r.When == p.Name && r.Kind == privacy.RuleNeedsOther:
			s.line("needs one of", strings.Join(r.Then, ", "))
		}
	}
	s.line("source", p.Source)
}

// when says for which apps and devices a permission rule holds.
func when(r privacy.PermissionRule) string {
	var parts []string
	if r.Target != "" {
		parts = append(parts, "targetSdk "+string(r.Target))
	}
	if r.Device != "" {
		parts = append(parts, "Android API "+string(r.Device))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

func explainItem(b *strings.Builder, i privacy.ItemInfo) {
	s := sheet{b}
	s.title(string(i.ID) + ": " + i.NamesEN[0] + " " + i.NamesZH[0])
	s.line("English", strings.Join(i.NamesEN, ", "))
	s.line("Chinese", strings.Join(i.NamesZH, ", "))
	s.line("category", i.Category)
	s.line("sensitivity", i.Sensitivity)
	s.line("Play type", i.PlayType)
	for _, g := range usage.Signatures(i.ID) {
		if g.Strength.Finds() {
			line := g.Target
			if g.UpToAPI > 0 {
				line += fmt.Sprintf(" (up to API %d)", g.UpToAPI)
			}
			s.line("revealed by", line)
		}
	}
}

func explainGroup(b *strings.Builder, g *privacy.GroupInfo) {
	s := sheet{b}
	name := disclosure.Name("group", string(g.ID))
	s.title(string(g.ID) + " (disclosure group): " + name.EN + " " + name.ZH)
	s.line("English", strings.Join(g.NamesEN, ", "))
	s.line("Chinese", strings.Join(g.NamesZH, ", "))
	for _, m := range g.Members {
		s.line(m.Kind, m.Value)
	}
}
