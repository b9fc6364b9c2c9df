package apply_test

import "testing"

func TestImports(t *testing.T) {
	tests := []struct{ name, text, old, new, want string }{
		{
			"of several", `package p

import (
	"fmt"
	"net"
	"os"
)

var a, b, c = fmt.Sprint(), net.Dial, os.Args
`, "net.Dial", "1", `package p

import (
	"fmt"
	"os"
)

var a, b, c = fmt.Sprint(), 1, os.Args
`,
		},
		{
			"the only one", `package p

import "fmt" // to print

var a = fmt.Sprint()
`, "fmt.Sprint()", "1", `package p

var a = 1
`,
		},
		{
			"all in parentheses, with comments about them", `package p

import (
	// to print
	"fmt"

	"os" // the arguments
)

var a, b = fmt.Sprint(), os.Args
`, "fmt.Sprint(), os.Args", "1, 2", `package p

var a, b = 1, 2
`,
		},
		{
			"all, with a comment about something else", `package p

import (
	"fmt"

	// no "log" here
)

var a = fmt.Sprint()
`, "fmt.Sprint()", "1", `package p

import (

	// no "log" here
)

var a = 1
`,
		},
		{
			"comments about one and about two", `package p

import (
	// the first two
	"fmt"
	"net"

	// the last one
	"os"
)

var a, b, c = fmt.Sprint(), net.Dial, os.Args
`, "fmt.Sprint(), net.Dial, os.Args", "1, net.Dial, 2", `package p

import (
	// the first two
	"net"
)

var a, b, c = 1, net.Dial, 2
`,
		},
		{
			"still used", `package p

import "fmt"

var a, b = fmt.Sprint(), fmt.Sprint()
`, "fmt.Sprint()", "1", `package p

import "fmt"

var a, b = 1, fmt.Sprint()
`,
		},
		{
			"by another name", `package p

import (
	f "fmt"
	fmt "net"
)

var a, b = f.Sprint(), fmt.Dial
`, "f.Sprint()", "1", `package p

import (
	fmt "net"
)

var a, b = 1, fmt.Dial
`,
		},
		{
			"whose path does not end in its name", `package p

import "m/go-odd"

var a = odd.Odd
`, "odd.Odd", "1", `package p

var a = 1
`,
		},
		{
			"blank, dot and of an unknown name", `package p

import (
	_ "net"
	. "os"

	"fmt"
	"m/unknown"
)

var a, b, c = fmt.Sprint(), unknown.U, Args
`, "fmt.Sprint(), unknown.U, Args", "1, 2, 3", `package p

import (
	_ "net"
	. "os"

	"m/unknown"
)

var a, b, c = 1, 2, 3
`,
		},
		{
			"unused before", `package p

import (
	"fmt"
	"net"
)

var a = fmt.Sprint()
`, "fmt.Sprint()", "1", `package p

import (
	"net"
)

var a = 1
`,
		},
		{
			"new with the fix", `package p

import "fmt"

var a = fmt.Sprint()
`, "import \"fmt\"\n\nvar a = fmt.Sprint()", "import (\n\"os\"\n\"fmt\"\n\"net\"\n)\n\nvar a = os.Args", `package p

import (
	"net"
	"os"
)

var a = os.Args
`,
		},
		{
			"hidden by a variable", `package p

import "net"

var a = net.Dial

func f(net struct{ x int }) int { return net.x }
`, "net.Dial", "1", `package p

var a = 1

func f(net struct{ x int }) int { return net.x }
`,
		},
		{
			"used by a type only", `package p

import "net"

type t struct {
	a int
	net.Conn
}

func f[T net.Conn](x T) {}
`, "a int", "b int", `package p

import "net"

type t struct {
	b int
	net.Conn
}

func f[T net.Conn](x T) {}
`,
		},
		{
			"in a file that is not formatted", `package p
import ("fmt"; "net" /* to dial */ ; "os")
import ( "net/http"
	)
var  a, b, c, d = fmt.Sprint(), net.Dial, os.Args, http.Get
`, "fmt.Sprint(), net.Dial, os.Args, http.Get", "1, net.Dial, 3, 4", `package p
import ( "net" /* to dial */ ; )
var  a, b, c, d = 1, net.Dial, 3, 4
`,
		},
		{
			"two declarations in one line", `package p
import "fmt"; import "net"
var  a, b = fmt.Sprint(), net.Dial
`, "fmt.Sprint()", "1", `package p
 import "net"
var  a, b = 1, net.Dial
`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t)
			p.fix(p.add("p.go", test.text), test.old, test.new)
			if got := string(p.plan()[0].After); got != test.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}
