package output

import (
	"slices"
	"strings"
	"testing"
)

// TestLineHashes has what GitHub's upload action computes of the same texts.
func TestLineHashes(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"", []string{"c129715d7a2bc9a3:1"}},
		{"\n", []string{"3c5bef55b72b93c9:1", "c129715d7a2bc9a3:1"}},
		{"a\nb\nc", []string{"7b3788cf31b92be9:1", "e461f42c548ac762:1", "188ff2f224477a1e:1"}},
		{"x = 1;\r\n\tx = 1;\r\rx=1;\n", []string{"2b1fc7f6bd0912a2:1", "742f0e90715b4cbf:1", "924ba497ff8698e0:1", "2ccea3f1ef5385f6:1", "c129715d7a2bc9a3:1"}},
		{"  \n\n", []string{"5b5d4caf73a13177:1", "3c5bef55b72b93c9:1", "c129715d7a2bc9a3:1"}},
		{strings.Repeat("long ", 60) + "\n" + strings.Repeat("long ", 60), []string{"bde0fb9ae592ce20:1", "bde0fb9ae592ce20:2"}},
		{"päckage 😀\n😀", []string{"c3ed6db340be028e:1", "56e41eb4cc943584:1"}},
		{"package p\n\nfunc f() {\n\tl.Close()\n}\n", []string{"e55233ce2f5a02dd:1", "be74b8a8f703363f:1", "8ebe8a65b45644b1:1", "9f3bb054dfa65841:1", "32dce9ccfdbc9d3e:1", "c129715d7a2bc9a3:1"}},
	}
	for _, test := range tests {
		if got := lineHashes(test.text); !slices.Equal(got, test.want) {
			t.Errorf("lineHashes(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}
