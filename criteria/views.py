from django.http import HttpResponse
def criterion_detail(r, slug): return HttpResponse()
