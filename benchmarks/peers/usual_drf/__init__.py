"""Django REST Framework as it is usually written: nested model serializers, a generic view, the ORM."""
