package usage

import (
	"testing"

	"github.com/candor-scan/candor/fixtures/forge"
)

// TestProviders shows that a constant of a provider counts beside a call that
// reads from it, and which calls do.
func TestProviders(t *testing.T) {
	const (
		uri         = ":Landroid/net/Uri;"
		lookup      = "Landroid/provider/ContactsContract$Contacts;->CONTENT_LOOKUP_URI" + uri
		albums      = "Landroid/provider/MediaStore$Audio$Albums;->EXTERNAL_CONTENT_URI" + uri
		images      = "Landroid/provider/MediaStore$Images$Media;->EXTERNAL_CONTENT_URI" + uri
		insert      = "Landroid/content/ContentResolver;->insert(Landroid/net/Uri;Landroid/content/ContentValues;)Landroid/net/Uri;"
		managed     = "(Landroid/net/Uri;[Ljava/lang/String;Ljava/lang/String;[Ljava/lang/String;Ljava/lang/String;)Landroid/database/Cursor;"
		startQuery  = "->startQuery(ILjava/lang/Object;Landroid/net/Uri;[Ljava/lang/String;Ljava/lang/String;[Ljava/lang/String;Ljava/lang/String;)V"
		getBitmap   = "Landroid/provider/MediaStore$Images$Media;->getBitmap(Landroid/content/ContentResolver;Landroid/net/Uri;)Landroid/graphics/Bitmap;"
		imagesQuery = "Landroid/provider/MediaStore$Images$Media;->query(Landroid/content/ContentResolver;Landroid/net/Uri;[Ljava/lang/String;)Landroid/database/Cursor;"
	)
	call := func(method string) forge.Ins { return forge.InvokeRange(virtual, method, 0, 6) }
	for _, tt := range []struct {
		name string
		code []forge.Ins
		want string
	}{
		{"query", []forge.Ins{forge.SGet(1, lookup), call(query)}, "contacts app read\n"},
		{"query_of_a_client", []forge.Ins{forge.SGet(1, lookup), call("Landroid/content/ContentProviderClient;->query" + managed)}, "contacts app read\n"},
		{"query_in_the_background", []forge.Ins{forge.SGet(1, albums), call("Landroid/content/AsyncQueryHandler;" + startQuery)}, "audio_files app read\n"},
		{"insert_reads_nothing", []forge.Ins{forge.SGet(1, lookup), call(insert)}, "contacts app weak\n"},
		{"query_of_the_collection", []forge.Ins{call(imagesQuery)}, "photos_videos app read\n"},
		{"picture_of_the_collection", []forge.Ins{forge.SGet(1, images), call(getBitmap)}, "photos_videos app read\n"},
		{"picture_of_some_address", []forge.Ins{call(getBitmap)}, "photos_videos app weak\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := summary(read(t, nil, extends("com.example.app.A", "android.app.Activity", method("m", tt.code...)))); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}
