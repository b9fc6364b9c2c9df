package main

import "testing"

func TestPercent(t *testing.T) {
	for _, test := range []struct {
		live int64
		want int
	}{
		{0, 9900}, // of what is nothing, no percentage is 100 MB
		{25 << 20, 300},
		{50 << 20, 100},
		{90 << 20, growth},
		{400 << 20, growth},
	} {
		if got := percent(100<<20, test.live); got != test.want {
			t.Errorf("with %d MB: %d%%, want %d%%", test.live>>20, got, test.want)
		}
	}
}
