package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"go/format"
	"io"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// grown returns a row of programs that cost 0.1 s and 20 MB, and more as more says.
func grown(more func(n float64) float64) *row {
	r := &row{shape: &shapes[0], sizes: []int{10, 100, 1000, 3000}}
	for _, n := range r.sizes {
		m := more(float64(n))
		r.costs = append(r.costs, cost{0.1 + m, 20 + 1000*m})
	}
	return r
}

func TestFaults(t *testing.T) {
	for _, test := range []struct {
		name string
		more func(n float64) float64
		bad  bool
	}{
		{"nothing", func(n float64) float64 { return 0 }, false},
		{"linear", func(n float64) float64 { return n / 1000 }, false},
		{"as n log n", func(n float64) float64 { return n * math.Log(n) / 10_000 }, false},
		{"as the square", func(n float64) float64 { return n * n / 1e6 }, true},
		{"as the square, to a bound", func(n float64) float64 { return min(n*n, 1e6) / 1e5 }, true},
		{"as the square, little", func(n float64) float64 { return n * n / 5e7 }, true},
	} {
		faults := grown(test.more).faults()
		if test.bad != (len(faults) > 0) {
			t.Errorf("%s: %q", test.name, faults)
		}
		for _, fault := range faults {
			if want := "chain: from "; !strings.HasPrefix(fault, want) {
				t.Errorf("%s: %q, want %s…", test.name, fault, want)
			}
		}
	}
}

func TestExponent(t *testing.T) {
	for want := 1.0; want < 3; want++ {
		r := grown(func(n float64) float64 { return math.Pow(n/10, want) })
		if got := r.exponent(1, 3, quantities[0]); math.Abs(got-want) > 0.1 {
			t.Errorf("exponent %f, want %f", got, want)
		}
	}
	if got := grown(func(float64) float64 { return 0 }).exponent(1, 3, quantities[0]); !math.IsNaN(got) {
		t.Errorf("exponent %f of nothing", got)
	}
}

// TestData writes results and reads them again.
func TestData(t *testing.T) {
	want := []*row{grown(math.Sqrt), grown(math.Log)}
	want[1].shape = &shapes[1]
	name := filepath.Join(t.TempDir(), "data.csv")
	if err := writeFile(name, want, writeData); err != nil {
		t.Fatal(err)
	}
	got, err := readData(name)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(want) {
		t.Fatalf("%d rows, want %d", len(got), len(want))
	}
	for i, r := range got {
		if r.shape != want[i].shape || !reflect.DeepEqual(r.sizes, want[i].sizes) {
			t.Errorf("row %d: %+v", i, r)
		}
		for j, c := range r.costs {
			if w := want[i].costs[j]; math.Abs(c.Seconds-w.Seconds) > 0.001 || math.Abs(c.Megabytes-w.Megabytes) > 0.1 {
				t.Errorf("row %d, column %d: %+v, want %+v", i, j, c, w)
			}
		}
	}
	for _, text := range []string{"", "shape,size,seconds,megabytes\n", "shape,size,seconds,megabytes\nnone,1,1,1\n", "shape,size,seconds,megabytes\nchain,1,x,1\n"} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := readData(name); err == nil {
			t.Errorf("no error for %q", text)
		}
	}
}

// TestDraw checks that the plot is XML, with a curve a measure.
func TestDraw(t *testing.T) {
	var svg bytes.Buffer
	if err := draw(&svg, []*row{grown(math.Sqrt), grown(math.Log)}); err != nil {
		t.Fatal(err)
	}
	curves := map[string]int{}
	for d := xml.NewDecoder(&svg); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "polyline" {
			for _, attr := range e.Attr {
				if attr.Name.Local == "class" {
					curves[attr.Value]++
				}
			}
		}
	}
	if want := map[string]int{"time": 2, "memory": 2, "bound": 2}; !reflect.DeepEqual(curves, want) {
		t.Errorf("curves %v, want %v", curves, want)
	}
}

// TestPrograms checks that programs are Go, and larger if they are to be.
func TestPrograms(t *testing.T) {
	for _, s := range shapes {
		small, large := s.program(2), s.program(20)
		if len(large) <= len(small) {
			t.Errorf("%s: %d bytes for 2, %d for 20", s.name, len(small), len(large))
		}
		if _, err := format.Source([]byte(large)); err != nil {
			t.Errorf("%s: %v", s.name, err)
		}
	}
}
