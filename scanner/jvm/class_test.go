package jvm

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/candor-scan/candor/scanner/dex"
)

// refText writes a line for each reference of a method.
func refText(c *Class, m Method) string {
	var b strings.Builder
	for _, r := range m.Refs {
		switch r.Kind {
		case dex.CallRef:
			x := c.MethodRefs[r.Index]
			fmt.Fprintf(&b, "%s.%s%s\n", x.Class, x.Name, x.Type)
		case dex.ReadRef:
			x := c.FieldRefs[r.Index]
			fmt.Fprintf(&b, "%s.%s %s\n", x.Class, x.Name, x.Type)
		case dex.StringRef:
			fmt.Fprintf(&b, "%q\n", c.Strings[r.Index])
		}
	}
	return b.String()
}

func TestParseClass(t *testing.T) {
	c, err := ParseClass(sampleClass())
	if err != nil {
		t.Fatal(err)
	}
	head := fmt.Sprintln(c.Version, c.Type, c.Flags, c.Super, c.Interfaces, c.SourceFile, c.damaged)
	if want := "52 Lcom/example/A; 33 Ljava/lang/Object; [Ljava/lang/Runnable;] A.java 0\n"; head != want {
		t.Errorf("got %q, want %q", head, want)
	}
	if f := c.Fields[0]; f.Name != "VERSION" || f.Type != "Ljava/lang/String;" || f.Flags != 0x19 || f.Value == nil || *f.Value != "4.8.1" {
		t.Errorf("field %+v", f)
	}
	if len(c.Methods) != 2 || c.Methods[1].Name != "abstractOne" || c.Methods[1].Proto != "(I)V" || c.Methods[1].Refs != nil {
		t.Fatalf("methods %+v", c.Methods)
	}
	const want = `"imei"
"位置"
Landroid/os/Build;.SERIAL Ljava/lang/String;
Lcom/example/A;.own I
Lcom/example/B;.f()V
Ljava/util/List;.size()I
Lcom/example/A;.lambda$0()V
"imei"
`
	if got := refText(c, c.Methods[0]); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if !slices.Contains(c.Types, "Lcom/example/B;") || !slices.Contains(c.Strings, "4.8.1") {
		t.Errorf("types %q, strings %q", c.Types, c.Strings)
	}
}

func TestParseClass_damaged(t *testing.T) {
	good := sampleClass()
	t.Run("every_cut_is_an_error", func(t *testing.T) {
		for n := range good {
			if c, err := ParseClass(good[:n]); err == nil || c != nil {
				t.Fatalf("cut to %d of %d bytes: %v", n, len(good), c)
			}
		}
	})
	t.Run("code_of_one_method", func(t *testing.T) {
		c, err := ParseClass(badCodeClass())
		if err != nil || c.damaged != 1 || refText(c, c.Methods[0]) != "\"s\"\n" || c.Methods[1].Refs != nil {
			t.Errorf("%+v %v", c, err)
		}
	})
	t.Run("not_a_class", func(t *testing.T) {
		if _, err := ParseClass([]byte("dex\n035\x00")); err == nil || !strings.Contains(err.Error(), "CAFEBABE") {
			t.Error(err)
		}
	})
}

// TestParseClass_of_javac reads what a real compiler writes.
func TestParseClass_of_javac(t *testing.T) {
	javac, err := exec.LookPath("javac")
	if err != nil {
		t.Skip("no javac on this machine")
	}
	const source = `package p;
import java.util.*;
public class Demo extends Thread implements Runnable {
  public static final String NAME = "demo-4.2";
  static final long BIG = 5L;
  int count = 1;
  public void run() {
    switch (count) { case 1: case 2: case 9: System.out.println("nine"); break; case 100000: count++; }
    Runnable r = this::helper;
    Runnable s = () -> System.getenv("HOME");
    long x = BIG + count;
  }
  void helper() { synchronized (this) { for (String t : new ArrayList<String>()) t.length(); } }
}
`
	dir := t.TempDir()
	file := filepath.Join(dir, "Demo.java")
	if err := os.WriteFile(file, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(javac, "-d", dir, file).CombinedOutput(); err != nil {
		t.Skipf("javac does not run: %s", out)
	}
	data, err := os.ReadFile(filepath.Join(dir, "p", "Demo.class"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := ParseClass(data)
	if err != nil || c.damaged != 0 {
		t.Fatalf("%v, %d damaged", err, c.damaged)
	}
	var all strings.Builder
	for _, m := range c.Methods {
		fmt.Fprintf(&all, "%s%s\n%s", m.Name, m.Proto, refText(c, m))
	}
	for _, want := range []string{
		"run()V\n", `"nine"`, "Ljava/io/PrintStream;.println(Ljava/lang/String;)V\n", "Ljava/lang/System;.out Ljava/io/PrintStream;\n",
		"Lp/Demo;.helper()V\n", "Ljava/lang/System;.getenv(Ljava/lang/String;)Ljava/lang/String;\n", "Ljava/lang/String;.length()I\n",
	} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("%q is missing in\n%s", want, all.String())
		}
	}
	if c.Super != "Ljava/lang/Thread;" || c.SourceFile != "Demo.java" || c.Fields[0].Value == nil || *c.Fields[0].Value != "demo-4.2" {
		t.Errorf("%+v", c)
	}
}
