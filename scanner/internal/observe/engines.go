package observe

import (
	"slices"
	"strings"
)

// engines are runtimes whose code candor does not read. Where one is inside,
// the need of a permission may be hidden in it, and absence proves nothing.
var engines = []struct{ name, suffix, prefix string }{
	{name: "Flutter", suffix: "/libflutter.so"},
	{name: "React Native", suffix: "/libreactnativejni.so"},
	{name: "React Native", prefix: "assets/index.android.bundle"},
	{name: "Unity", suffix: "/libil2cpp.so"},
	{name: "Unity", prefix: "assets/bin/Data/"},
	{name: "Cordova", prefix: "assets/www/"},
	{name: "Capacitor", prefix: "assets/public/"},
	{name: "uni-app", prefix: "assets/apps/"},
	{name: "Xamarin", suffix: "/libmonodroid.so"},
	{name: "Xamarin", prefix: "assemblies/"},
}

// findEngines names the runtimes among the entries, in table order, and
// "native code" where any other native library is there.
func findEngines(names []string) []string {
	found := []string{}
	seen := map[string]bool{}
	native := false
	for _, e := range engines {
		if seen[e.name] {
			continue
		}
		if slices.ContainsFunc(names, func(n string) bool {
			return e.suffix != "" && strings.HasSuffix(n, e.suffix) || e.prefix != "" && strings.HasPrefix(n, e.prefix)
		}) {
			seen[e.name] = true
			found = append(found, e.name)
		}
	}
	for _, n := range names {
		native = native || strings.HasPrefix(n, "lib/") && strings.HasSuffix(n, ".so")
	}
	if native {
		found = append(found, "native code")
	}
	return found
}
